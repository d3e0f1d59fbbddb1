/** Hover's records and changes from short texts. */
import type { LiveZone } from '../../../src/planner/inputs.ts';
import type { CallDraft, RecordSetChange } from '../../../src/planner/plan.ts';
import { RegistrarError } from '../../../src/registrars/errors.ts';
import type { CallBody, RecordFields } from '../../../src/registrars/hover/calls.ts';
import { compileZone } from '../../../src/registrars/hover/compile.ts';
import { liveZone } from '../../../src/registrars/hover/live-zone.ts';
import { readRecords } from '../../../src/registrars/hover/wire.ts';
import { recordSetAddress } from '../../../src/schema/dns/address.ts';
import { parseOwnerName } from '../../../src/schema/dns/name.ts';
import type { RecordType } from '../../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../../src/schema/dns/record-set.ts';
import { recordSet } from '../../conformance/samples.ts';

export const domain = 'example.com';

/** `dns7 www A 900 192.0.2.1` as it is read: id, name, type, TTL, content. */
export function row(text: string, rest: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const [id, name, type, ttl, ...words] = text.split(' ');
  return { id, name, type, content: words.join(' '), ttl: Number(ttl), is_default: false, can_revert: false, ...rest };
}

/** The answer that lists these records. */
export function listOf(rows: readonly (string | object)[]): Readonly<Record<string, unknown>> {
  const dns = rows.map((each) => (typeof each === 'string' ? row(each) : each));
  return {
    succeeded: true,
    domain: { id: `domain-${domain}`, name: domain, local_nameservers: true, dns },
    domains: [],
  };
}

export function zoneOf(...rows: readonly (string | object)[]): LiveZone {
  return liveZone(domain, readRecords(listOf(rows), domain, unexpected), 0);
}

export function unexpected(seen: string): RegistrarError {
  const place = { registrar: 'hover', account: 'main', operation: 'read', object: domain } as const;
  return new RegistrarError({ ...place, code: 'unexpected-response', seen, advice: 'Look.', effect: 'none' });
}

/** `www A 900 192.0.2.1 | 192.0.2.2`, with full names as targets. */
export function wanted(text: string): RecordSet {
  const [, name = '', type = '', ttl = '', values = ''] = /^(\S+) (\S+) (\d+) (.+)$/.exec(text) ?? [];
  return recordSet(domain, name, type as RecordType, values.split(' | '), Number(ttl));
}

/** `+ www A 900 192.0.2.1` makes or changes a set, `- www A` takes it away. */
export function changesOf(live: LiveZone, ...texts: readonly string[]): readonly RecordSetChange[] {
  return texts.map((text) => {
    const [name = '', type = ''] = text.slice(2).split(' ');
    const owner = parseOwnerName(name, domain);
    if (!owner.ok) throw new Error(owner.problem.message);
    const before = live.recordSets.find((set) => set.name === owner.value && set.type === type) ?? null;
    const address = recordSetAddress(domain, owner.value, type as RecordType);
    if (text.startsWith('-')) return { address, action: 'delete', before, after: null };
    const after = { ...wanted(text.slice(2)), protect: false, source: { file: 'test.yaml', line: 1, column: 1 } };
    return { address, action: before === null ? 'create' : 'update', before, after };
  });
}

export function compile(live: LiveZone, ...texts: readonly string[]): readonly CallDraft[] {
  return compileZone({ domain, live, changes: changesOf(live, ...texts) });
}

/** A line for each call: `create www A 900 192.0.2.9`, `delete dns1 dns2`, `rewrite dns1 -> www A 900 192.0.2.9`. */
export function lines(calls: readonly CallDraft[]): readonly string[] {
  return calls.map(({ body }) => line(body as CallBody));
}

function line(body: CallBody): string {
  switch (body.kind) {
    case 'create':
      return `create ${shown(body.record)}`;
    case 'delete':
      return `delete ${body.ids.join(' ')}`;
    case 'rewrite':
      return `rewrite ${body.leaving.map(({ id }) => id).join(' ')} -> ${body.coming.map(shown).join(' | ')}`;
    case 'setting':
      return `set ${body.field} ${body.value}`;
  }
}

function shown({ name, type, ttl, content }: RecordFields): string {
  return `${name} ${type} ${ttl} ${content}`;
}
