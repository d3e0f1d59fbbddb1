/** Porkbun's records and changes from short texts, and a client for wire tests. */

import type { LiveZone } from '../../../src/planner/inputs.ts';
import type { CallDraft, RecordSetChange } from '../../../src/planner/plan.ts';
import { RegistrarError } from '../../../src/registrars/errors.ts';
import { createTransport } from '../../../src/registrars/http/create-transport.ts';
import { judge } from '../../../src/registrars/porkbun/api.ts';
import type { CallBody } from '../../../src/registrars/porkbun/calls.ts';
import { createClient } from '../../../src/registrars/porkbun/client.ts';
import { compileZone } from '../../../src/registrars/porkbun/compile.ts';
import { descriptor } from '../../../src/registrars/porkbun/descriptor.ts';
import { liveZone } from '../../../src/registrars/porkbun/live-zone.ts';
import { readRecords } from '../../../src/registrars/porkbun/wire.ts';
import type { WholeClient } from '../../../src/registrars/registrar.ts';
import { recordSetAddress } from '../../../src/schema/dns/address.ts';
import { parseOwnerName } from '../../../src/schema/dns/name.ts';
import type { RecordType } from '../../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../../src/schema/dns/record-set.ts';
import { recordSet } from '../../conformance/samples.ts';

export const domain = 'example.com';
export const credentials = { api_key: 'pk1_test0123456789', secret_api_key: 'sk1_test9876543210' };

/** `7 www A 600 192.0.2.1` as it is read: id, name, type, TTL, content; MX and SRV with their prio in front. */
export function row(text: string, rest: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const [id, name = '', type = '', ttl, ...words] = text.split(' ');
  const prio = type === 'MX' || type === 'SRV' ? (words.shift() ?? null) : '0';
  const fqdn = name === '@' ? domain : `${name}.${domain}`;
  return { id, name: fqdn, type, content: words.join(' '), ttl, prio, notes: null, ...rest };
}

export function zoneOf(...rows: readonly (string | object)[]): LiveZone {
  const records = rows.map((each) => (typeof each === 'string' ? row(each) : each));
  return liveZone(domain, readRecords({ records }, unexpected), unexpected);
}

export function unexpected(seen: string): RegistrarError {
  const place = { registrar: 'porkbun', account: 'main', operation: 'read', object: domain } as const;
  return new RegistrarError({ ...place, code: 'unexpected-response', seen, advice: 'Look.', effect: 'none' });
}

/** `www A 600 192.0.2.1 | 192.0.2.2`, with full names as targets. */
export function wanted(text: string): RecordSet {
  const [, name = '', type = '', ttl = '', values = ''] = /^(\S+) (\S+) (\d+) (.+)$/.exec(text) ?? [];
  return recordSet(domain, name, type as RecordType, values.split(' | '), Number(ttl));
}

/** `+ www A 600 192.0.2.1` makes or changes a set, `- www A` takes it away. */
export function changesOf(live: LiveZone, ...texts: readonly string[]): readonly RecordSetChange[] {
  return texts.map((text) => {
    const [name = '', type = ''] = text.slice(2).split(' ');
    const owner = parseOwnerName(name, domain);
    if (!owner.ok) throw new Error(owner.problem.message);
    const before = live.recordSets.find((set) => set.name === owner.value && set.type === type) ?? null;
    const address = recordSetAddress(domain, owner.value, type as RecordType);
    if (text.startsWith('-')) return { address, action: 'delete', before, after: null };
    const source = { file: 'test.yaml', line: 1, column: 1 };
    const after = { ...wanted(text.slice(2)), protect: false, source };
    return { address, action: before === null ? 'create' : 'update', before, after };
  });
}

export function compile(live: LiveZone, ...texts: readonly string[]): readonly CallDraft[] {
  return compileZone({ domain, live, changes: changesOf(live, ...texts) });
}

/** A line for each call: `edit 7 www A 600 192.0.2.9`. */
export function lines(calls: readonly CallDraft[]): readonly string[] {
  return calls.map(({ body }) => line(body as CallBody));
}

function line(body: CallBody): string {
  switch (body.kind) {
    case 'create':
    case 'edit':
    case 'swap': {
      const { name, type, ttl, prio, content, notes } = body.record;
      const parts = [name || '@', type, ttl, prio, content, notes === undefined ? undefined : `(${notes})`];
      return [body.kind, body.kind === 'create' ? undefined : body.id, ...parts].filter((part) => part).join(' ');
    }
    case 'delete':
      return `delete ${body.id}`;
    case 'delete-set':
      return `delete-set ${body.name} ${body.type}`;
    default:
      throw new Error(`a ${body.kind} for records`);
  }
}

export interface Connection {
  readonly client: WholeClient;
  /** What it waited, in milliseconds. */
  readonly waits: readonly number[];
}

/** A client of the real address, for mocks of it. */
export function connect(): Connection {
  const waits: number[] = [];
  const transport = createTransport({
    registrar: 'porkbun',
    account: 'main',
    endpoint: descriptor.endpoint,
    limits: [],
    maxConcurrent: 1,
    secrets: Object.values(credentials),
    retry: { attempts: 2, baseMs: 1 },
    judge,
  });
  const source = { file: 'test.yaml', line: 1, column: 1 };
  const client = createClient({ name: 'main', registrar: 'porkbun', credentials, source }, transport, async (ms) => {
    waits.push(ms);
  });
  return { client, waits };
}
