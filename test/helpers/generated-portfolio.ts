/**
 * Configs of many domains over all hosts, with every kind of value, TTL, option and setting that validation takes; the
 * same ones each time.
 */
import fc from 'fast-check';
import { registrars } from '../../src/registrars/index.ts';
import type { Registrar } from '../../src/registrars/registrar.ts';
import { loadConfig } from '../../src/schema/config/load.ts';
import type { DesiredDomain } from '../../src/schema/desired.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import { recordTypeNames } from '../../src/schema/dns/record-types.ts';
import { samples, serviceBindings } from '../schema/dns/arbitraries.ts';
import { sandboxCredentials } from './simulated.ts';

export interface Generated {
  readonly before: readonly DesiredDomain[];
  /** The same domains: some record sets are other ones, have other TTLs or options, are gone or new; some settings differ. */
  readonly after: readonly DesiredDomain[];
}

/** One record of a config as YAML takes it, before and after; null: it is not there. */
interface Entry {
  readonly before: object | null;
  readonly after: object | null;
}

interface Domain {
  readonly name: string;
  /** Lines under the domain, before and after. */
  readonly settings: Entry;
  readonly entries: readonly Entry[];
}

const setsPerDomain = 9;

/** What registries take: algorithms of RFC 8624, digests of the length of their type. */
const delegationSigners = [
  `2371 13 2 ${'9F86D081884C7D65'.repeat(4)}`,
  `60485 8 2 ${'E3B0C44298FC1C14'.repeat(4)}`,
  `31589 15 4 ${'D2A84F4B8B650937'.repeat(6)}`,
  `12345 14 2 ${'2BB183AF5F22588179A53B0A98631FAD'.repeat(2)}`,
];

/** `count` domains. Throws where nothing of a type that a host holds is left. */
export function generatePortfolio(count: number, seed: number): Generated {
  const names = [...registrars.keys()];
  const domains = Array.from({ length: count }, (_, i) => {
    const host = names[i % names.length] as string;
    return fc.sample(domainOf(`p${String(i).padStart(3, '0')}-${host}.example`, host, i), {
      seed: seed + i,
      numRuns: 1,
    });
  }).flat();
  return accepted(domains);
}

function domainOf(name: string, host: string, index: number): fc.Arbitrary<Domain> {
  const registrar = registrars.get(host) as Registrar;
  const round = Math.floor(index / registrars.size);
  const types = recordTypeNames.filter((type) => registrar.descriptor.dns.types[type].access === 'write');
  // By turns, so that no type is left to chance.
  const chosen = Array.from({ length: setsPerDomain }, (_, k) => types[(round * setsPerDomain + k) % types.length]);
  const entries = chosen.flatMap((type, k) => entriesOf(registrar, type as RecordType, k));
  return fc.record({ name: fc.constant(name), settings: settingsOf(registrar, round), entries: fc.tuple(...entries) });
}

/** Some hold the registration alone, some the zone alone. */
function settingsOf({ descriptor }: Registrar, round: number): fc.Arbitrary<Entry> {
  const writable = (field: keyof typeof descriptor.settings) => descriptor.settings[field].access === 'write';
  const flags = (['auto_renew', 'transfer_lock', 'privacy'] as const).filter(writable);
  const elsewhere = round % 8 === 7 && writable('nameservers');
  const hosted = round % 8 === 6 && descriptor.dns.createZone.access === 'write';
  const ds = fc.uniqueArray(fc.constantFrom(...delegationSigners), { minLength: 1, maxLength: 2 });
  const one = fc.record({
    ...Object.fromEntries(flags.map((flag) => [flag, fc.boolean()])),
    ...(elsewhere && {
      dns: fc.constant('none'),
      nameservers: fc.constantFrom(['ns1.example.net', 'ns2.example.net'], ['ns3.example.net', 'ns4.example.org']),
      ...(writable('dnssec') && { dnssec: ds }),
    }),
  });
  const where = hosted ? { dns: descriptor.name } : { registrar: descriptor.name };
  const settings = one.map((some) => (hosted ? where : { ...where, ...some }));
  return fc.record({ before: settings, after: settings });
}

/** A DS stands beside the NS that it secures. */
function entriesOf(registrar: Registrar, type: RecordType, index: number): readonly fc.Arbitrary<Entry>[] {
  const ns = { name: `child${index}`, type: 'NS', values: ['ns1.example.net.', 'ns2.example.net.'] };
  const company = type === 'DS' ? [fc.constant({ before: ns, after: ns })] : [];
  return [...company, entryOf(registrar, type, index)];
}

function entryOf(registrar: Registrar, type: RecordType, index: number): fc.Arbitrary<Entry> {
  const { descriptor } = registrar;
  const version = fc.record({
    values: fc.uniqueArray(valuesOfType(type), {
      minLength: 1,
      maxLength: 3,
      selector: (value) => JSON.stringify(value),
    }),
    ttl: ttlOf(registrar),
    options: optionsOf(registrar, type),
  });
  const single = ['CNAME', 'ALIAS', 'URL'].includes(type);
  return fc
    .record({
      label: labelOf(type, index),
      one: version,
      other: version,
      // Most stay as they are.
      fate: fc.constantFrom('stay', 'stay', 'stay', 'stay', 'values', 'ttl', 'options', 'gone', 'new'),
    })
    .map(({ label, one, other, fate }) => {
      const written = ({ values, ttl, options }: typeof one) => ({
        name: label,
        type,
        values: single ? values.slice(0, 1) : values,
        ...(ttl !== null && { ttl }),
        ...(Object.keys(options).length > 0 && { [descriptor.name]: options }),
      });
      const later = {
        ...one,
        ...(fate === 'values' || fate === 'ttl' || fate === 'options' ? { [fate]: other[fate] } : {}),
      };
      return {
        // At the apex it would be an update: hosts put records of their own there.
        before: fate === 'new' && label !== '@' ? null : written(one),
        after: fate === 'gone' ? null : written(later),
      };
    });
}

function valuesOfType(type: RecordType): fc.Arbitrary<unknown> {
  if (type === 'HTTPS' || type === 'SVCB') return serviceBindings;
  const object = samples[type].map((sample) => sample.object);
  return type === 'TXT'
    ? fc.oneof(object, fc.constantFrom('v=spf1 -all', '"txtvers=1" "note=lobby"', '"a\\195\\\\"'))
    : object;
}

function labelOf(type: RecordType, index: number): fc.Arbitrary<string> {
  if (type === 'SRV') return fc.constantFrom(`_s${index}._tcp`, `_sip._udp.s${index}`);
  if (type === 'DS') return fc.constant(`child${index}`);
  // Gandi has it at the apex alone.
  if (type === 'ALIAS') return fc.constantFrom('@', `alias${index}`);
  if (type === 'TLSA') return fc.constant(`_443._tcp.t${index}`);
  return fc.constantFrom(
    `h${index}`,
    `a.b.c${index}`,
    `*.w${index}`,
    `_u${index}.x`,
    `bü${index}`,
    `M${index}ixed`,
    '@',
  );
}

function ttlOf({ descriptor }: Registrar): fc.Arbitrary<number | 'auto' | null> {
  const { minSeconds, maxSeconds, autoSeconds } = descriptor.dns.ttl;
  const bounds = [minSeconds, maxSeconds, ...(autoSeconds === undefined ? [] : ['auto' as const])];
  return fc.oneof(fc.constant(null), fc.constantFrom(...bounds), fc.integer({ min: minSeconds, max: maxSeconds }));
}

/** All options that the type has, so that none is left unmanaged later. */
function optionsOf({ descriptor }: Registrar, type: RecordType): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const values = {
    boolean: fc.boolean(),
    string: fc.constantFrom('', 'web shop', 'grün; "x"'),
    strings: fc.constantFrom([], ['team:web'], ['team:web', 'owner:ops']),
  };
  const those = Object.entries(descriptor.dns.options).filter(([, option]) => option.types.includes(type));
  return fc.record(Object.fromEntries(those.map(([name, { kind }]) => [name, values[kind]])));
}

/** Without what validation refuses, before or after. */
function accepted(domains: readonly Domain[]): Generated {
  for (let left = domains; ; ) {
    const before = load(left, 'before');
    const after = load(left, 'after');
    if (before.domains !== null && after.domains !== null) return { before: before.domains, after: after.domains };
    const refused = new Set([...before.refused, ...after.refused]);
    left = left.map((domain) => ({ ...domain, entries: domain.entries.filter((entry) => !refused.has(entry)) }));
  }
}

/** Each record stands on a line of its own, so that an issue tells which one it is about. */
function load(domains: readonly Domain[], when: keyof Entry) {
  const accounts = [...registrars].map(([name, one]) => `  ${name}: ${yaml({ credentials: sandboxCredentials(one) })}`);
  const lines = ['version: 1', 'accounts:', ...accounts, 'domains:'];
  const entryAt = new Map<number, Entry>();
  for (const { name, settings, entries } of domains) {
    lines.push(`  ${name}:`);
    for (const [key, value] of Object.entries(settings[when] ?? {})) lines.push(`    ${key}: ${yaml(value)}`);
    const there = 'dns' in (settings[when] ?? {}) && (settings[when] as { dns: string }).dns === 'none' ? [] : entries;
    lines.push('    records:');
    for (const entry of there) {
      const record = entry[when];
      if (record === null) continue;
      lines.push(`      - ${yaml(record)}`);
      entryAt.set(lines.length, entry);
    }
    if (lines.at(-1) === '    records:') lines[lines.length - 1] = '    records: []';
  }
  const context = { descriptors: descriptorsOf(), variables: () => undefined };
  const { desired, issues } = loadConfig([{ file: 'domains.yaml', text: `${lines.join('\n')}\n` }], context);
  const refused = issues.map((issue) => {
    const entry = entryAt.get(issue.line);
    if (entry === undefined) throw new Error(`${issue.line}: ${issue.message}\n${lines[issue.line - 1]}`);
    return entry;
  });
  return { domains: desired?.domains ?? null, refused };
}

function descriptorsOf() {
  return new Map([...registrars].map(([name, { descriptor }]) => [name, descriptor]));
}

/** JSON is YAML, but for characters that YAML takes only escaped. */
function yaml(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[^ -~]/gu, (character) => {
    const code = (character.codePointAt(0) as number).toString(16);
    return `\\U${code.padStart(8, '0')}`;
  });
}
