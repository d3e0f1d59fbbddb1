/**
 * Configs of many domains over all hosts, with every kind of value, TTL, option and setting that validation takes; the
 * same ones each time.
 */
import fc from 'fast-check';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import type { WholeDescriptor } from '../../src/schema/capabilities.ts';
import { loadConfig } from '../../src/schema/config/load.ts';
import type { DesiredDomain } from '../../src/schema/desired.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import { recordTypeNames } from '../../src/schema/dns/record-types.ts';
import type { SettingField } from '../../src/schema/domain/settings.ts';
import { samples, serviceBindings } from '../schema/dns/arbitraries.ts';
import { registrars } from './halves.ts';
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
  /** Before and after. */
  readonly settings: { readonly [K in keyof Entry]: Readonly<Record<string, unknown>> };
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

function domainOf(name: string, account: string, index: number): fc.Arbitrary<Domain> {
  const round = Math.floor(index / registrars.size);
  const { dns, settings, options } = placeOf(account, round);
  const { descriptor } = registrars.get(dns ?? account) as WholeRegistrar;
  const host = options === 'all' ? descriptor : withoutTags(descriptor);
  const types = recordTypeNames.filter((type) => host.dns.types[type].access === 'write');
  // By turns, so that no type is left to chance.
  const chosen = Array.from({ length: setsPerDomain }, (_, k) => types[(round * setsPerDomain + k) % types.length]);
  const entries = dns === null ? [] : chosen.flatMap((type, k) => entriesOf(host, type as RecordType, k));
  return fc.record({
    name: fc.constant(name),
    settings: fc.record({ before: settings, after: settings }),
    entries: fc.tuple(...entries),
  });
}

interface Place {
  /** Where the zone is; null: at none of the accounts. */
  readonly dns: string | null;
  /** What the config says of the domain beside its records. */
  readonly settings: fc.Arbitrary<Readonly<Record<string, unknown>>>;
  /** A zone that came without a registration is on Cloudflare's Free plan, which has no tags. */
  readonly options: 'all' | 'free';
}

function withoutTags({ dns, ...descriptor }: WholeDescriptor): WholeDescriptor {
  const { tags: _, ...options } = dns.options;
  return { ...descriptor, dns: { ...dns, options } };
}

/** Most have registration and zone in one account; by turns, some have the zone elsewhere, the zone alone, or none. */
function placeOf(account: string, round: number): Place {
  const { descriptor } = registrars.get(account) as WholeRegistrar;
  const writable = (field: SettingField) => descriptor.registration.settings[field].access === 'write';
  const flags = (['auto_renew', 'transfer_lock', 'privacy'] as const).filter(writable);
  const settingsWith = (more: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
    fc.record({
      registrar: fc.constant(account),
      ...Object.fromEntries(flags.map((flag) => [flag, fc.boolean()])),
      ...more,
    });
  const makesZones = descriptor.dns.createZone.access === 'write';
  const turn = round % 8;
  if (turn === 5 && writable('nameservers') && !makesZones) {
    // Gandi makes zones only for domains that are registered there.
    const dns = 'cloudflare';
    return {
      dns,
      settings: settingsWith({ dns: fc.constant(dns), nameservers: fc.constant('auto') }),
      options: 'free',
    };
  }
  if (turn === 6 && makesZones) return { dns: account, settings: fc.constant({ dns: account }), options: 'free' };
  if (turn === 7 && writable('nameservers')) {
    const nameservers = fc.constantFrom(['ns1.example.net', 'ns2.example.net'], ['ns3.example.net', 'ns4.example.org']);
    const dnssec = fc.uniqueArray(fc.constantFrom(...delegationSigners), { minLength: 1, maxLength: 2 });
    const more = { dns: fc.constant('none'), nameservers, ...(writable('dnssec') && { dnssec }) };
    return { dns: null, settings: settingsWith(more), options: 'all' };
  }
  return { dns: account, settings: settingsWith({}), options: 'all' };
}

/** A DS stands beside the NS that it secures. */
function entriesOf(host: WholeDescriptor, type: RecordType, index: number): readonly fc.Arbitrary<Entry>[] {
  const ns = { name: `child${index}`, type: 'NS', values: ['ns1.example.net.', 'ns2.example.net.'] };
  const company = type === 'DS' ? [fc.constant({ before: ns, after: ns })] : [];
  return [...company, entryOf(host, type, index)];
}

function entryOf(host: WholeDescriptor, type: RecordType, index: number): fc.Arbitrary<Entry> {
  const version = fc.record({
    values: fc.uniqueArray(valuesOfType(type), {
      minLength: 1,
      maxLength: 3,
      selector: (value) => JSON.stringify(value),
    }),
    ttl: ttlOf(host),
    options: optionsOf(host, type),
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
        ...(Object.keys(options).length > 0 && { [host.name]: options }),
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

function ttlOf({ dns }: WholeDescriptor): fc.Arbitrary<number | 'auto' | null> {
  const { minSeconds, maxSeconds, autoSeconds } = dns.ttl;
  const bounds = [minSeconds, maxSeconds, ...(autoSeconds === undefined ? [] : ['auto' as const])];
  return fc.oneof(fc.constant(null), fc.constantFrom(...bounds), fc.integer({ min: minSeconds, max: maxSeconds }));
}

/** All options that the type has, so that none is left unmanaged later. */
function optionsOf({ dns }: WholeDescriptor, type: RecordType): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const values = {
    boolean: fc.boolean(),
    string: fc.constantFrom('', 'web shop', 'grün; "x"'),
    strings: fc.constantFrom([], ['team:web'], ['team:web', 'owner:ops']),
  };
  const those = Object.entries(dns.options).filter(([, option]) => option.types.includes(type));
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
    for (const [key, value] of Object.entries(settings[when])) lines.push(`    ${key}: ${yaml(value)}`);
    lines.push('    records:');
    for (const entry of entries) {
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
