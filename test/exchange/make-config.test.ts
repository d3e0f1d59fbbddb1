import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Held, Holdings } from '../../src/exchange/holdings.ts';
import { configFiles, configText } from '../../src/exchange/import/config-text.ts';
import { type ExistingConfig, makeConfig } from '../../src/exchange/import/make-config.ts';
import type { LiveRecordSet, LiveZone } from '../../src/planner/inputs.ts';
import { formatText } from '../../src/schema/config/format-text.ts';
import { parseOwnerName } from '../../src/schema/dns/name.ts';
import type { Rdata, RecordType } from '../../src/schema/dns/rdata.ts';
import { makeRecordSet, printValues, recordSetKey, valuesHold } from '../../src/schema/dns/record-sets.ts';
import { parseRdata } from '../../src/schema/dns/record-types.ts';
import { absoluteTarget } from '../../src/schema/dns/targets.ts';
import type { SettingValues } from '../../src/schema/domain/settings.ts';
import { registrars } from '../helpers/halves.ts';
import { declared } from '../helpers/portfolio.ts';
import { samples } from '../schema/dns/arbitraries.ts';
import { accountsText, desiredOf } from './import.ts';

const accounts = Object.fromEntries([...registrars.keys()].map((name) => [name, name]));
const descriptors = new Map([...registrars].map(([name, { descriptor }]) => [name, descriptor]));
const before = accountsText(accounts);
const nothing: ExistingConfig = { defaults: {}, templates: new Set(), domains: new Map() };
const ns = ['ns1.example.net.', 'ns2.example.net.'];

/** `www A 192.0.2.1, 192.0.2.2 ttl 300`. */
function live(text: string, domain: string): LiveRecordSet {
  const [, owner = '', type = '', data = '', ttl = '3600'] = /^(\S+) ([A-Z]+) (.*?)(?: ttl (\d+))?$/.exec(text) ?? [];
  const name = parseOwnerName(owner, domain);
  const values = data.split(', ').map((value) => parseRdata(type as RecordType, value, absoluteTarget));
  if (!name.ok || !values.every((value) => value.ok)) throw new Error(text);
  const parts = { name: name.value, type: type as RecordType, ttlSeconds: Number(ttl) };
  return { ...makeRecordSet({ ...parts, values: values.map(({ value }) => value) }), native: null };
}

function zoneOf(domain: string, sets: readonly (string | LiveRecordSet)[], more: Partial<LiveZone> = {}): LiveZone {
  const recordSets = sets.map((set) => (typeof set === 'string' ? live(set, domain) : set));
  return { domain, status: 'present', recordSets, unsupported: [], nameservers: ns, native: null, ...more };
}

function held(
  domain: string,
  account: string,
  sets: readonly (string | LiveRecordSet)[],
  settings: Partial<SettingValues> = {},
  more: Partial<LiveZone> = {},
): Held {
  const registration = { domain, status: 'active', expiresAt: null, settings, native: null };
  return {
    domain,
    registration: { account, live: registration },
    zone: { account, live: zoneOf(domain, sets, more), served: true },
    unserved: [],
    problems: [],
  };
}

function textOf(holdings: Partial<Holdings>, existing = nothing, templates = true): string {
  return configText(
    makeConfig({ domains: [], problems: [], remarks: [], ...holdings }, { descriptors, existing, templates }),
  );
}

/** Without the two lines that each config begins with. */
function bodyOf(...parameters: Parameters<typeof textOf>): string {
  const text = textOf(...parameters);
  expect(formatText(text)).toBe(text);
  desiredOf([
    { file: 'domains.yaml', text: before },
    { file: 'imported.yaml', text },
  ]);
  return text.split('\n').slice(3).join('\n');
}

describe('the config of what is live', () => {
  it('has the apex first, types in order, and a TTL of its own only where it differs', () => {
    const sets = [
      'www CNAME example.com.',
      '@ MX 10 mx.example.net.',
      '@ TXT hello ttl 600',
      '@ A 192.0.2.1',
      'a A 192.0.2.2',
    ];
    expect(bodyOf({ domains: [held('example.com', 'namecom', sets, { nameservers: ns, auto_renew: true })] })).toBe(
      `defaults:
  ttl: 3600

domains:

  example.com:
    registrar: namecom
    auto_renew: true
    nameservers: auto
    records:
      - { name: "@", type: A, value: 192.0.2.1 }
      - { name: "@", type: MX, value: 10 mx.example.net }
      - { name: "@", type: TXT, value: hello, ttl: 600 }
      - { name: a, type: A, value: 192.0.2.2 }
      - { name: www, type: CNAME, value: "@" }
`,
    );
  });

  it('tells what was ignored in a domain that the config has', () => {
    const [existing] = desiredOf([
      { file: 'domains.yaml', text: `${before}domains: { example.com: { dns: gandi, records: [] } }\n` },
    ]).domains;
    if (existing === undefined) throw new Error('no domain');
    const one = held('example.com', 'gandi', ['www A 192.0.2.1']);
    const zone = {
      account: 'gandi',
      live: zoneOf('example.com', []),
      served: null,
      ignore: [{ name: 'dyn*', type: 'A' }],
    } as const;
    const domains = new Map([['example.com', existing]]);
    expect(textOf({ domains: [{ ...one, zone }] }, { ...nothing, domains })).toContain(
      '# example.com is in the config already, where "ignore" stays as it is: dyn* A\n',
    );
  });

  it('says at its place what cannot be managed, and why', () => {
    const sets = [
      { ...live('@ NS ns1.example.net., ns2.example.net.', 'example.com'), system: 'the host keeps it' },
      { ...live('two A 192.0.2.1, 192.0.2.2', 'example.com'), irregular: 'its records have the TTLs 60 and 300' },
      live('www A 192.0.2.1', 'example.com'),
      live('www CNAME web.example.net.', 'example.com'),
      live('short A 192.0.2.3 ttl 1', 'example.com'),
    ];
    const unsupported = [{ name: 'odd.example.com.', type: 'HINFO', text: '"x"\n"y"' }];
    const settings = { transfer_lock: true, nameservers: ['ns1.example.org.', 'ns2.example.org.'] };
    expect(bodyOf({ domains: [held('example.com', 'porkbun', sets, settings, { unsupported })] })).toBe(
      `domains:

  example.com:
    registrar: porkbun
    # transfer_lock: true cannot be set here: the API of Porkbun shows it but has no call that changes it; the website does
    nameservers: [ns1.example.org, ns2.example.org]
    records:
      # @ NS ns1.example.net., ns2.example.net. is not managed here: the host keeps it
      # odd HINFO "x"\\u{A}"y" is not managed here: records of type HINFO are not known here
      # short A 192.0.2.3 is not managed here: ttl 1 is outside what Porkbun holds: 600 to 86400 seconds
      # two A 192.0.2.1, 192.0.2.2 is not managed here: its records have the TTLs 60 and 300
      - { name: www, type: A, value: 192.0.2.1, ttl: 3600 }
      # www CNAME web.example.net. is not managed here: CNAME of www.example.com stands beside A of the same name; a CNAME stands alone
`,
    );
  });

  it('has the delegation and the DS as auto where they are the zone, else in full', () => {
    const ds = (digest: string) => ({ type: 'DS' as const, keyTag: 1, algorithm: 13, digestType: 2, digest });
    const [ours, other] = [ds('A'.repeat(64)), ds('B'.repeat(64))];
    const lines = (settings: Partial<SettingValues>) =>
      bodyOf({ domains: [held('example.com', 'namecom', [], settings, { ds: [ours] })] })
        .split('\n')
        .slice(4, -1);
    expect(lines({ nameservers: ns, dnssec: [ours] })).toEqual(['    nameservers: auto', '    dnssec: auto']);
    expect(lines({ nameservers: ['a.example.net.', 'b.example.net.'], dnssec: [other] })).toEqual([
      '    nameservers: [a.example.net, b.example.net]',
      `    dnssec: [1 13 2 ${'B'.repeat(64)}]`,
    ]);
    expect(lines({ nameservers: ['a.example.net.'], dnssec: [] })).toEqual([
      '    # nameservers: [a.example.net] is left out: a delegation has at least two nameservers',
    ]);
  });

  it('makes templates of what three domains share, by what it is for', () => {
    const sets = ['@ MX 1 smtp.google.com.', '@ TXT v=spf1 include:_spf.google.com -all', '@ CAA 0 issue "pki.goog"'];
    const domains = ['a.com', 'b.com', 'c.com'].map((domain) => held(domain, 'porkbun', [...sets, 'www A 192.0.2.1']));
    domains[2] = held('c.com', 'porkbun', [...sets, 'www A 192.0.2.2', 'x.xn--bcher-kva A 192.0.2.3']);
    expect(bodyOf({ domains })).toBe(`defaults:
  ttl: 3600

templates:

  google-workspace:
    records:
      - { name: "@", type: MX, value: 1 smtp.google.com }
      - { name: "@", type: TXT, value: "v=spf1 include:_spf.google.com -all" }

  certificates:
    records:
      - { name: "@", type: CAA, value: 0 issue "pki.goog" }

domains:

  a.com:
    registrar: porkbun
    use: [google-workspace, certificates]
    records:
      - { name: www, type: A, value: 192.0.2.1 }

  b.com:
    registrar: porkbun
    use: [google-workspace, certificates]
    records:
      - { name: www, type: A, value: 192.0.2.1 }

  c.com:
    registrar: porkbun
    use: [google-workspace, certificates]
    records:
      - { name: www, type: A, value: 192.0.2.2 }
      - { name: x.bücher, type: A, value: 192.0.2.3 }   # x.xn--bcher-kva
`);
    expect(bodyOf({ domains }, nothing, false)).not.toContain('templates:');
    const taken = { ...nothing, templates: new Set(['google-workspace', 'certificates', 'certificates-caa']) };
    expect(textOf({ domains }, taken)).toMatch(/^ {2}google-workspace-mx:\n(.*\n)*^ {2}certificates-caa-2:\n/m);
  });

  it('adds no defaults to a config that has domains, and writes out where those of the config differ', () => {
    const existing = {
      ...nothing,
      defaults: { auto_renew: false, ttl: 300, foreign: 'delete' as const, dnssec: 'auto' as const },
      domains: new Map([['other.com', declared('other.com', 'gandi', [])]]),
    };
    const settings = { auto_renew: true, dnssec: [] };
    const domains = [
      held('example.com', 'namecom', ['a A 192.0.2.1', 'b A 192.0.2.1', 'c A 192.0.2.1 ttl 300'], settings),
      held('other.com', 'namecom', ['www A 192.0.2.1']),
    ];
    expect(textOf({ domains }, existing).split('\n').slice(3).join('\n')).toBe(`domains:

  example.com:
    registrar: namecom
    auto_renew: true
    dnssec: off
    foreign: keep
    records:
      - { name: a, type: A, value: 192.0.2.1, ttl: 3600 }
      - { name: b, type: A, value: 192.0.2.1, ttl: 3600 }
      - { name: c, type: A, value: 192.0.2.1 }
`);
  });

  it('adds to a domain of the config what is live there and can stand beside what it declares', () => {
    const there = [
      '@ A 192.0.2.1',
      'www A 192.0.2.2',
      'api CNAME web.example.net.',
      '_acme-challenge TXT x',
      'new A 192.0.2.3',
    ];
    const lines = (more: object) => {
      const domain = declared('example.com', 'namecom', ['@ A 192.0.2.9', 'api A 192.0.2.9'], more);
      const existing = { ...nothing, domains: new Map([['example.com', domain]]) };
      const domains = [held('example.com', 'namecom', there)];
      return makeConfig({ domains, problems: [], remarks: [] }, { descriptors, existing, templates: true }).records;
    };
    expect(lines({ ignore: [{ name: '_acme-challenge*' }] })).toEqual([
      {
        domain: 'example.com',
        recordSets: 2,
        lines: [
          '- { name: new, type: A, value: 192.0.2.3, ttl: 3600 }',
          '- { name: www, type: A, value: 192.0.2.2, ttl: 3600 }',
        ],
      },
    ]);
    expect(lines({ foreign: 'delete' })).toEqual([]);
    expect(lines({ dns: 'gandi' })).toEqual([]);
  });

  it('tells what could not be read, and where a domain is served by nobody here', () => {
    const away: Held = { ...held('example.com', 'namecom', []), unserved: ['cloudflare'] };
    const { zone: _, ...registered } = away;
    const lost = {
      domain: 'lost.com',
      unserved: [],
      problems: [{ account: 'gandi', message: 'HTTP 503.\nTry again.' }],
    };
    const problems = [{ account: 'hover', message: 'the password is wrong.' }];
    expect(textOf({ domains: [registered, lost], problems })).toBe(
      `# hover was not read, or not all of it: the password is wrong.
# lost.com is missing: HTTP 503.\\u{A}Try again.
# Written by "domctl import". Look through it, then see what "domctl plan" makes of it.
version: 1

domains:

  example.com:
    registrar: namecom
    dns: none
    # Its nameservers belong to none of the accounts that were read.
    # cloudflare holds a zone of example.com, too, which is left out: the domain is not delegated to it.
`,
    );
  });

  it('is a file for each domain, and one for what they share', () => {
    const domains = ['a.com', 'b.com', 'c.com'].map((domain) => held(domain, 'namecom', ['www A 192.0.2.1']));
    const imported = makeConfig(
      { domains, problems: [], remarks: [] },
      { descriptors, existing: nothing, templates: true },
    );
    const files = configFiles(imported);
    expect([...files.keys()]).toEqual(['a.com.yaml', 'b.com.yaml', 'c.com.yaml', 'shared.yaml']);
    const sources = [...files].map(([file, text]) => ({ file, text }));
    const desired = desiredOf([{ file: 'domains.yaml', text: before }, ...sources]);
    const whole = desiredOf([
      { file: 'domains.yaml', text: before },
      { file: 'imported.yaml', text: configText(imported) },
    ]);
    const bare = ({ domains: all }: typeof desired) =>
      JSON.parse(JSON.stringify(all, (key, value) => (key === 'source' ? undefined : value)));
    expect(bare(desired)).toEqual(bare(whole));
  });
});

describe.each([...registrars.values()].map((registrar) => [registrar.descriptor.title, registrar.descriptor] as const))(
  'at %s',
  (_title, host) => {
    const { dns, name: account } = host;
    const types = Object.keys(samples).filter((type) => dns.types[type as RecordType].access === 'write');
    const within = (seconds: number) => Math.min(dns.ttl.maxSeconds, Math.max(dns.ttl.minSeconds, seconds));
    const set = fc.constantFrom(...types).chain((type) => {
      const values = (samples as Record<string, fc.Arbitrary<{ readonly rdata: Rdata }>>)[
        type
      ] as (typeof samples)['A'];
      const maxLength = type === 'CNAME' || type === 'ALIAS' ? 1 : 2;
      return fc.tuple(
        fc.constant(type as RecordType),
        fc.array(
          values.map(({ rdata }) => rdata as Rdata),
          { minLength: 1, maxLength },
        ),
        fc.constantFrom(within(60), within(300), within(3600)),
      );
    });

    it('any zone comes back as it was, or as comments', () => {
      fc.assert(
        fc.property(fc.array(set, { maxLength: 6 }), (sets) => {
          const liveSets = sets.map(([type, values, ttlSeconds], index): LiveRecordSet => {
            const text = dns.txt === 'strings' ? values : values.filter(({ type }) => type !== 'TXT');
            const parts = {
              name: `n${index}.example.com.`,
              type,
              ttlSeconds,
              values: text.length === 0 ? values : text,
            };
            return { ...dns.canonicalRecordSet(makeRecordSet(parts), 'example.com'), native: null };
          });
          const domains = [held('example.com', account, liveSets)];
          const imported = makeConfig(
            { domains, problems: [], remarks: [] },
            { descriptors, existing: nothing, templates: true },
          );
          const text = configText(imported);
          expect(formatText(text)).toBe(text);
          const [desired] = desiredOf([
            { file: 'domains.yaml', text: before },
            { file: 'imported.yaml', text },
          ]).domains;
          const back = new Map((desired?.recordSets ?? []).map((one) => [recordSetKey(one), one]));
          expect(imported.counts.recordSets).toBe(back.size);
          expect(back.size + imported.counts.comments).toBe(liveSets.length);
          for (const one of liveSets) {
            const again = back.get(recordSetKey(one));
            if (again === undefined) continue;
            expect(again.ttlSeconds).toBe(one.ttlSeconds);
            expect(valuesHold(printValues(again), printValues(one))).toBe(true);
          }
        }),
        { numRuns: 60 },
      );
    });
  },
);
