/** Gandi's zones and changes from short texts, and a client for wire tests. */
import type { LiveRecordSet, LiveZone } from '../../../src/planner/inputs.ts';
import type { CallDraft, PlannedRecordSet, RecordSetChange } from '../../../src/planner/plan.ts';
import { createClient } from '../../../src/registrars/gandi/client.ts';
import { compileZone } from '../../../src/registrars/gandi/compile.ts';
import { descriptor } from '../../../src/registrars/gandi/descriptor.ts';
import { liveRecords } from '../../../src/registrars/gandi/live-zone.ts';
import type { StoredSet } from '../../../src/registrars/gandi/stored-set.ts';
import { createTransport } from '../../../src/registrars/http/create-transport.ts';
import type { WholeClient } from '../../../src/registrars/registrar.ts';
import { recordSetAddress } from '../../../src/schema/dns/address.ts';
import type { RecordType } from '../../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../../src/schema/dns/record-set.ts';
import { recordSet } from '../../conformance/samples.ts';

export const domain = 'example.com';
export const token = 'test-token-0123456789';

/** `www A 300 192.0.2.1 | 192.0.2.2`, as LiveDNS stores it. */
export function stored(text: string): StoredSet {
  const [, name = '', type = '', ttl = '', values = ''] = /^(\S+) (\S+) (\d+) (.+)$/.exec(text) ?? [];
  return { name, type, ttlSeconds: Number(ttl), values: values.split(' | ') };
}

/** As the API shows it. */
export function wire(set: StoredSet) {
  return { rrset_name: set.name, rrset_type: set.type, rrset_ttl: set.ttlSeconds, rrset_values: [...set.values] };
}

export function zoneOf(...texts: readonly string[]): LiveZone {
  const read = liveRecords(domain, texts.map(stored));
  return { domain, status: 'present', nameservers: [], ...read };
}

/** Targets are full names here. */
export function wanted(text: string): RecordSet {
  const { name, type, ttlSeconds, values } = stored(text);
  return recordSet(domain, name, type as RecordType, values, ttlSeconds);
}

/** `+ www A 300 192.0.2.1` makes or changes a set, `- www A` takes it away. */
export function changesOf(live: LiveZone, ...texts: readonly string[]): readonly RecordSetChange[] {
  return texts.map((text) => {
    const [name = '', type = ''] = text.slice(2).split(' ');
    const fqdn = name === '@' ? `${domain}.` : `${name.toLowerCase()}.${domain}.`;
    const before: LiveRecordSet | null = live.recordSets.find((set) => set.name === fqdn && set.type === type) ?? null;
    const address = recordSetAddress(domain, fqdn, type as RecordType);
    if (text.startsWith('-')) return { address, action: 'delete', before, after: null };
    const source = { file: 'test.yaml', line: 1, column: 1 };
    const after: PlannedRecordSet = { ...wanted(text.slice(2)), protect: false, source };
    return { address, action: before === null ? 'create' : 'update', before, after };
  });
}

export function compile(live: LiveZone, ...texts: readonly string[]): readonly CallDraft[] {
  return compileZone({ domain, live, changes: changesOf(live, ...texts) });
}

/** A client of the real address, for mocks of it. `waits` collects what it waited. */
export function connect(waits: number[] = [], credentials: Readonly<Record<string, string>> = { token }): WholeClient {
  const transport = createTransport({
    registrar: 'gandi',
    account: 'main',
    endpoint: descriptor.endpoint,
    limits: [],
    maxConcurrent: 4,
    secrets: [token],
    retry: { attempts: 2, baseMs: 1 },
  });
  const source = { file: 'test.yaml', line: 1, column: 1 };
  return createClient({ name: 'main', registrar: 'gandi', credentials, source }, transport, async (ms) => {
    waits.push(ms);
  });
}
