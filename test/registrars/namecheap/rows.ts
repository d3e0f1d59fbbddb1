/** Zones as Namecheap holds them, and changes to them, for tests. */
import type { CallDraft, RecordSetChange } from '../../../src/planner/plan.ts';
import type { CallBody } from '../../../src/registrars/namecheap/compile.ts';
import { namecheap } from '../../../src/registrars/namecheap/index.ts';
import { liveZone } from '../../../src/registrars/namecheap/live-zone.ts';
import type { HostRow, HostZone } from '../../../src/registrars/namecheap/wire.ts';
import { recordSetAddress } from '../../../src/schema/dns/address.ts';
import type { RecordType } from '../../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../../src/schema/dns/record-set.ts';
import { recordSetKey } from '../../../src/schema/dns/record-sets.ts';
import { recordSet } from '../../conformance/samples.ts';

export const domain = 'example.com';

/** `row('@ A 192.0.2.1')`; MX with its preference: `row('@ MX 10 mx.example.net.')`. */
export function row(text: string, rest: Partial<HostRow> = {}): HostRow {
  const [name = '', type = '', ...words] = text.split(' ');
  const mxPref = type === 'MX' ? Number(words.shift()) : 10;
  return { name, type, address: words.join(' '), mxPref, ttlSeconds: 1799, active: true, dynamic: false, ...rest };
}

export function zoneOf(emailType: string, ...rows: readonly (string | HostRow)[]): HostZone {
  return { emailType, rows: rows.map((each) => (typeof each === 'string' ? row(each) : each)) };
}

export function set(name: string, type: RecordType, values: readonly string[], ttlSeconds = 1799): RecordSet {
  return recordSet(domain, name, type, values, ttlSeconds);
}

/** The changes that bring a zone to have `desired` and to lose `leaving`, whatever it has. */
export function changesTo(
  zone: HostZone,
  desired: readonly RecordSet[],
  leaving: readonly RecordSet[] = [],
): readonly RecordSetChange[] {
  const live = new Map(liveZone(domain, zone).recordSets.map((each) => [recordSetKey(each), each]));
  const source = { file: 'test.yaml', line: 1, column: 1 };
  const change = (wanted: RecordSet, after: RecordSet | null): RecordSetChange => {
    const before = live.get(recordSetKey(wanted)) ?? null;
    return {
      address: recordSetAddress(domain, wanted.name, wanted.type),
      action: after === null ? 'delete' : before === null ? 'create' : 'update',
      before,
      after: after === null ? null : { ...after, protect: false, source },
    };
  };
  return [...leaving.map((each) => change(each, null)), ...desired.map((each) => change(each, each))];
}

export function compiled(
  zone: HostZone,
  desired: readonly RecordSet[],
  leaving: readonly RecordSet[] = [],
): readonly CallDraft[] {
  return namecheap.dns.compileZone({
    domain,
    live: liveZone(domain, zone),
    changes: changesTo(zone, desired, leaving),
  });
}

/** What the one call would send, a line for each row, a list for each request; or why nothing is sent. */
export function written(...change: Parameters<typeof compiled>): string | readonly (readonly string[])[] {
  const [call] = compiled(...change);
  if (call?.refused !== undefined) return call.refused;
  const body = call?.body as CallBody;
  if (body.kind !== 'set-hosts') throw new Error(`a ${body.kind} for records`);
  return body.steps.map(({ emailType, rows }) => [
    `EmailType ${emailType}`,
    ...rows.map(({ name, type, address, mxPref }) => `${name} ${type} ${type === 'MX' ? `${mxPref} ` : ''}${address}`),
  ]);
}
