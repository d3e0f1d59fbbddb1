/**
 * What a zone of the chaos config holds, before and after it was edited: taken from what the host's descriptor says it
 * can hold, so that a new registrar joins by itself.
 */
import type { DnsCapabilities, WholeDescriptor } from '../../src/schema/capabilities.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import { recordTypeNames } from '../../src/schema/dns/record-types.ts';
import { recordSet, samples, twoTtls } from '../conformance/samples.ts';

/** A record set as the config has it; a registrar's options stand under its name. */
export interface ConfigRecord {
  readonly name: string;
  readonly type: RecordType;
  readonly values: readonly string[];
  readonly ttl?: number;
  readonly protect?: boolean;
  readonly [registrar: string]: unknown;
}

export type Random = () => number;

const addresses = ['192.0.2.11', '192.0.2.12', '192.0.2.13', '192.0.2.14'];
/** Names that hold one set, whose type may change. */
const turning = ['turn', 'swap', 'text'];
/** Whose default sets of a new zone stand in the way, or are taken over. */
const apex = '@';

/** The first version of a zone: up to `size` sets, of as many types as the host holds. */
export function firstRecords({ name, dns }: WholeDescriptor, domain: string, size: number): ConfigRecord[] {
  const [ttl] = twoTtls(dns);
  const common: ConfigRecord[] = [
    { name: apex, type: 'A', values: ['192.0.2.1'], ttl },
    { name: 'swap', type: 'A', values: ['192.0.2.2'], ttl },
    { name: 'turn', type: 'CNAME', values: ['target.example.net.'], ttl },
    { name: 'many', type: 'A', values: addresses.slice(0, 3), ttl },
    { name: 'text', type: 'TXT', values: ['first text'], ttl },
    { name: 'mail', type: 'MX', values: [samples.MX.one, samples.MX.other], ttl },
    { name: apex, type: 'TXT', values: ['v=spf1 -all', 'site=chaos'], ttl },
  ];
  const options = Object.entries(dns.options).filter(([, option]) => option.types.includes('A'));
  const edges: ConfigRecord[] = options
    .filter(([, { kind }]) => kind !== 'strings')
    .map(([key, { kind }]) => ({
      name: `edge-${key}`,
      type: 'A',
      values: ['192.0.2.3'],
      [name]: { [key]: kind === 'boolean' ? true : 'first' },
    }));
  // The DS of a name needs the NS beside it.
  const others = [...recordTypeNames]
    .sort((a, b) => Number(b === 'NS') - Number(a === 'NS'))
    .filter((type) => !['A', 'CNAME', 'MX', 'TXT', 'ALIAS'].includes(type))
    .map((type): ConfigRecord => {
      const { name: at, one, other, many } = samples[type];
      return { name: at, type, values: many ? [one, other] : [one], ttl };
    });
  return [...common, ...edges, ...others].filter((record) => holds(dns, domain, record)).slice(0, size);
}

/** The edited version: about `edits` sets changed, deleted, of another type, or new. */
export function editedRecords(
  descriptor: WholeDescriptor,
  domain: string,
  first: readonly ConfigRecord[],
  edits: number,
  random: Random,
): ConfigRecord[] {
  const { dns } = descriptor;
  const chosen = new Set(shuffled(first, random).slice(0, Math.ceil((edits * 2) / 3)));
  const kept = first.flatMap((record) => {
    if (!chosen.has(record)) return [record];
    const edited = edit(descriptor, record, random);
    return edited !== null && holds(dns, domain, edited) ? [edited] : [];
  });
  const [ttl] = twoTtls(dns);
  const added = Array.from({ length: Math.floor(edits / 3) }, (_, n): ConfigRecord => {
    const type = pick(['A', 'AAAA', 'CNAME', 'MX', 'TXT'] as const, random);
    const { one, other, many } = samples[type];
    return { name: `new${n}`, type, values: many && random() < 0.5 ? [one, other] : [one], ttl };
  });
  return [...kept, ...added.filter((record) => holds(dns, domain, record))];
}

/** Null: deleted. */
function edit(descriptor: WholeDescriptor, record: ConfigRecord, random: Random): ConfigRecord | null {
  const options = record[descriptor.name];
  if (options !== undefined) {
    const turned = Object.entries(options as object).map(([key, value]) => [key, value === true ? false : 'second']);
    return { ...record, [descriptor.name]: Object.fromEntries(turned) };
  }
  const [ttl, otherTtl] = twoTtls(descriptor.dns);
  const stays = record.name === apex || record.type === 'NS';
  const ways: (() => ConfigRecord | null)[] = [
    () => (stays ? { ...record, protect: true } : null),
    () => ({ ...record, ttl: record.ttl === ttl ? otherTtl : ttl }),
    () => ({ ...record, values: otherValues(record, random) }),
    () =>
      turning.includes(record.name) ? otherType(record, random) : { ...record, values: otherValues(record, random) },
  ];
  return pick(ways, random)();
}

function otherValues({ type, values }: ConfigRecord, random: Random): readonly string[] {
  if (type === 'A') {
    const drawn = shuffled(addresses, random).slice(0, 1 + Math.floor(random() * 4));
    return drawn.every((address) => values.includes(address)) && drawn.length === values.length
      ? ['192.0.2.99']
      : drawn;
  }
  if (type === 'TXT') return [`another text ${Math.floor(random() * 1000)}`];
  const { one, other } = samples[type];
  return values.length > 1 ? [pick([one, other], random)] : [other];
}

function otherType(record: ConfigRecord, random: Random): ConfigRecord {
  const values = { A: '192.0.2.50', CNAME: 'other.example.net.', TXT: 'was something else' };
  const types = (['A', 'CNAME', 'TXT'] as const).filter((type) => type !== record.type);
  const type = pick(types, random);
  return { ...record, type, values: [values[type]] };
}

/** Whether the host takes the set, as its descriptor says. */
export function holds(dns: DnsCapabilities, domain: string, record: ConfigRecord): boolean {
  if (dns.types[record.type].access !== 'write') return false;
  const ttl = record.ttl ?? dns.ttl.defaultSeconds;
  const sets = record.values.map((value) => recordSet(domain, record.name, record.type, [value], ttl));
  return sets.every((set) => dns.checkRecordSet(set, domain).length === 0);
}

export function pick<T>(from: readonly T[], random: Random): T {
  return from[Math.floor(random() * from.length)] as T;
}

export function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
