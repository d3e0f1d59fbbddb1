/** What is live and was never ours: lost only with consent, and kept by a line that the refusal gives. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiveRecordSet } from '../../src/planner/inputs.ts';
import type { RecordSetValue } from '../../src/planner/plan.ts';
import { loadConfig } from '../../src/schema/config/load.ts';
import type { DesiredDomain, DesiredRecordSet } from '../../src/schema/desired.ts';
import { printValues } from '../../src/schema/dns/record-sets.ts';
import { descriptor } from '../helpers/descriptors.ts';
import { domain, liveSet, planScene, type Scene, set } from '../helpers/planning.ts';

const source = { file: 'domains.yaml', line: 1, column: 1 };
const optionsOf = (more: Record<string, unknown> = {}) =>
  ({
    proxied: { kind: 'boolean', types: ['A', 'CNAME'], default: false, absentMeans: 'default' },
    comment: { kind: 'string', types: ['A', 'CNAME', 'TXT'], default: '', absentMeans: 'unmanaged' },
    tags: { kind: 'strings', types: ['A', 'CNAME', 'TXT'], default: [], absentMeans: 'unmanaged' },
    ...more,
  }) as const;

type Options = LiveRecordSet['options'];
const wanted = (text: string, options: Options): DesiredRecordSet => ({ ...set(text), options, source });
const there = (text: string, options: Options): LiveRecordSet => ({ ...liveSet(text), options });
const withOptions = (desired: DesiredRecordSet, live: LiveRecordSet, more: Scene = {}): Scene => ({
  dns: { options: optionsOf() },
  desiredDomain: { recordSets: [desired] },
  zone: { recordSets: [live] },
  ...more,
});

function takeOver(scene: Scene): readonly string[] {
  const refusal = planScene(scene).plan.refusals.find(({ code }) => code === 'take-over');
  return refusal === undefined ? [] : [refusal.message, ...refusal.details.map((line) => line.trim())];
}

describe('what is refused', () => {
  it.each<[what: string, scene: Scene, lines: readonly string[]]>([
    [
      'another text in the place of the SPF policy',
      { desired: ['@ TXT "verification=1" ttl 300'], live: ['@ TXT "v=spf1 -all"'] },
      [
        'example.com/@/TXT: "v=spf1 -all" -> "verification=1"',
        'to keep it:',
        '- { name: "@", type: TXT, values: ["v=spf1 -all", "verification=1"], ttl: 300 }',
      ],
    ],
    [
      'two SPF policies cannot stand at one name: the live one is kept',
      { desired: ['@ TXT "v=spf1 a -all", "x"'], live: ['@ TXT "v=spf1 mx -all"'] },
      [
        'example.com/@/TXT: "v=spf1 mx -all" -> "v=spf1 a -all", "x"',
        'to keep it (a name has only one v=spf1 record):',
        '- { name: "@", type: TXT, values: ["v=spf1 mx -all", x], ttl: 3600 }',
      ],
    ],
    [
      'another target of a pointer, which has one',
      { desired: ['www CNAME new.example.net.'], live: ['www CNAME old.example.net.'] },
      [
        'example.com/www/CNAME: old.example.net. -> new.example.net.',
        'to keep it:',
        '- { name: www, type: CNAME, value: old.example.net., ttl: 3600 }',
      ],
    ],
    [
      'a replacement too',
      { desired: ['@ MX 10 b.example.net.'], live: ['@ MX 10 a.example.net.'], dns: { replaceReason: () => 'so' } },
      [
        'example.com/@/MX: 10 a.example.net. -> 10 b.example.net.',
        'to keep it:',
        '- { name: "@", type: MX, values: ["10 a.example.net.", "10 b.example.net."], ttl: 3600 }',
      ],
    ],
    [
      'a set whose TTLs differ, value by value',
      {
        desired: ['www A 192.0.2.1'],
        zone: { recordSets: [{ ...liveSet('www A 192.0.2.1, 192.0.2.9'), irregular: 'its records differ' }] },
      },
      [
        'example.com/www/A: 192.0.2.1, 192.0.2.9 -> 192.0.2.1',
        'to keep it:',
        '- { name: www, type: A, values: [192.0.2.1, 192.0.2.9], ttl: 3600 }',
      ],
    ],
    [
      'a value that somebody added to a set of ours',
      {
        desired: ['@ TXT "v=spf1 -all"'],
        recorded: ['@ TXT "v=spf1 -all"'],
        live: ['@ TXT "v=spf1 -all", "verification=1"'],
      },
      [
        'example.com/@/TXT: "v=spf1 -all", "verification=1" -> "v=spf1 -all"',
        'to keep it:',
        '- { name: "@", type: TXT, values: ["v=spf1 -all", "verification=1"], ttl: 3600 }',
      ],
    ],
    [
      'a set of ours that somebody else uses now, and that leaves the config',
      { desired: ['a A 192.0.2.1'], recorded: ['b A 192.0.2.2'], live: ['b A 192.0.2.3'] },
      ['example.com/b/A: 192.0.2.3 -> nothing', 'to keep it:', '- { name: b, type: A, value: 192.0.2.3, ttl: 3600 }'],
    ],
    [
      'as many texts as are gone, of other keys: nobody changed ours into these',
      {
        desired: ['u TXT "a=1", "b=1"'],
        recorded: ['u TXT "a=1", "b=1"'],
        live: ['u TXT "a=2", "z=1"'],
      },
      [
        'example.com/u/TXT: "a=2", "z=1" -> "a=1", "b=1"',
        'to keep it:',
        '- { name: u, type: TXT, values: ["a=1", "a=2", "b=1", "z=1"], ttl: 3600 }',
      ],
    ],
    [
      'a policy in the place of a text of ours',
      { desired: ['u TXT "a"'], recorded: ['u TXT "a"'], live: ['u TXT "v=spf1 -all"'] },
      [
        'example.com/u/TXT: "v=spf1 -all" -> "a"',
        'to keep it:',
        '- { name: u, type: TXT, values: [a, "v=spf1 -all"], ttl: 3600 }',
      ],
    ],
    [
      'a policy of another kind',
      { desired: ['u TXT "v=DMARC1; p=none"'], recorded: ['u TXT "v=DMARC1; p=none"'], live: ['u TXT "v=spf1 -all"'] },
      [
        'example.com/u/TXT: "v=spf1 -all" -> "v=DMARC1; p=none"',
        'to keep it:',
        '- { name: u, type: TXT, values: ["v=DMARC1; p=none", "v=spf1 -all"], ttl: 3600 }',
      ],
    ],
    [
      'options that the config names, and that are not what a set has by itself',
      withOptions(
        wanted('www A 192.0.2.1', { proxied: false, comment: 'shop', tags: ['a'] }),
        there('www A 192.0.2.1', { proxied: true, comment: 'ask kim', tags: ['b'] }),
      ),
      [
        'example.com/www/A: proxied on -> off, comment "ask kim" -> "shop", tags ["b"] -> ["a"]',
        'to keep it:',
        '- { name: www, type: A, value: 192.0.2.1, ttl: 3600, acme: { proxied: true, comment: "ask kim", tags: ["b", "a"] } }',
      ],
    ],
    [
      'an option that the config names only now, of a set of ours',
      withOptions(
        wanted('www A 192.0.2.1', { proxied: false, comment: 'shop' }),
        there('www A 192.0.2.1', { proxied: false, comment: 'ask kim' }),
        { recorded: ['www A 192.0.2.1'] },
      ),
      [
        'example.com/www/A: comment "ask kim" -> "shop"',
        'to keep it:',
        '- { name: www, type: A, value: 192.0.2.1, ttl: 3600, acme: { comment: "ask kim" } }',
      ],
    ],
    [
      'an option in which the records of the set differ: one line cannot keep that',
      withOptions(wanted('www A 192.0.2.1, 192.0.2.2', { comment: 'shop' }), there('www A 192.0.2.1, 192.0.2.2', {})),
      ['example.com/www/A: comment (of each record its own) -> "shop"'],
    ],
    [
      'an option in which the records of the set differ, where the host tells how',
      withOptions(wanted('www A 192.0.2.1, 192.0.2.2', { comment: 'shop' }), {
        ...there('www A 192.0.2.1, 192.0.2.2', {}),
        mixed: { comment: ['', 'ask kim'] },
      }),
      ['example.com/www/A: comment ""/"ask kim" -> "shop"'],
    ],
  ])('%s', (_, scene, lines) => {
    expect(takeOver(scene).slice(1)).toEqual(lines);
  });

  it.each(['DMARC1', 'STSv1', 'TLSRPTv1', 'BIMI1', 'DKIM1'])('two of v=%s cannot stand at one name', (version) => {
    const lines = takeOver({
      desired: [`p TXT "v=${version}; a=1", "x"`],
      live: [`p TXT "v=${version};a=2"`],
    });
    expect(lines.slice(2)).toEqual([
      `to keep it (a name has only one v=${version} record):`,
      `- { name: p, type: TXT, values: ["v=${version};a=2", x], ttl: 3600 }`,
    ]);
  });

  it('each set has the line that keeps it, however many', () => {
    const names = Array.from({ length: 12 }, (_, i) => `h${String(i).padStart(2, '0')} A`);
    const lines = takeOver({
      desired: names.map((name) => `${name} 192.0.2.1`),
      live: names.map((name) => `${name} 192.0.2.9`),
    });
    expect(lines[0]).toBe('would lose what is live at 12 record sets and was never managed here');
    expect(lines).toHaveLength(1 + 3 * 12);
  });
});

describe('what needs no consent', () => {
  it.each<[what: string, scene: Scene]>([
    ['adding values beside live ones', { desired: ['@ TXT "a", "b"'], live: ['@ TXT "a"'] }],
    ['another TTL', { desired: ['@ TXT "a" ttl 300'], live: ['@ TXT "a"'] }],
    ['parking', { desired: ['www CNAME web.example.net.'], live: ['www CNAME parking.example.net.'] }],
    [
      'a value of ours that somebody changed: it is put back',
      { desired: ['www A 192.0.2.1'], recorded: ['www A 192.0.2.1'], live: ['www A 192.0.2.9'] },
    ],
    [
      'texts of ours that somebody changed',
      {
        desired: ['u TXT "v=spf1 -all", "site-verification=1", "MS:1", "k=rsa; p=1"'],
        recorded: ['u TXT "v=spf1 -all", "site-verification=1", "MS:1", "k=rsa; p=1"'],
        live: ['u TXT "V=SPF1 mx ~all", "site-verification=2", "MS:2", "k=rsa; p=2"'],
      },
    ],
    [
      'a long text of ours that somebody changed, in several strings',
      {
        desired: ['u TXT "v=spf1 -all"'],
        recorded: ['u TXT "v=spf1 -all"'],
        live: ['u TXT "v=sp" "f1 mx -all"'],
      },
    ],
    [
      'a tag beside others',
      withOptions(wanted('www A 192.0.2.1', { tags: ['a', 'b'] }), there('www A 192.0.2.1', { tags: ['a'] })),
    ],
    [
      'an option where the live one is what a set has by itself',
      withOptions(
        wanted('www A 192.0.2.1', { proxied: true, comment: 'shop' }),
        there('www A 192.0.2.1', { proxied: false, comment: '', tags: ['a'] }),
      ),
    ],
    [
      'an option of ours',
      withOptions(wanted('www A 192.0.2.1', { proxied: false }), there('www A 192.0.2.1', { proxied: true }), {
        input: {
          recorded: new Map([
            [
              domain,
              {
                domain,
                registrar: 'acme',
                dns: 'acme',
                protect: false,
                zoneRows: null,
                foreign: null,
                settings: [],
                recordSets: [
                  {
                    ...set('www A 192.0.2.1'),
                    account: 'acme',
                    values: ['192.0.2.1'],
                    options: { proxied: true },
                    protect: false,
                    provenance: { run: 1, at: '2026-11-20T10:00:00.000Z', actor: null, commit: null, ciUrl: null },
                  },
                ],
              },
            ],
          ]),
        },
      }),
    ],
  ])('%s', (_, scene) => {
    expect(takeOver(scene)).toEqual([]);
  });
});

describe('a refresh', () => {
  const spf = '@ TXT "v=spf1 -all"';
  const message = (n: string) =>
    `would record as managed here what nobody declared at ${n}; the next apply of a config without it deletes it`;

  it.each<[what: string, scene: Scene, lines: readonly string[]]>([
    [
      'a value that somebody added to a set of ours',
      { desired: [spf], recorded: [spf], live: ['@ TXT "v=spf1 -all", "verification=1"'] },
      [
        message('1 record set'),
        'example.com/@/TXT: "verification=1"',
        'to keep it:',
        '- { name: "@", type: TXT, values: ["v=spf1 -all", "verification=1"], ttl: 3600 }',
      ],
    ],
    [
      'more values than are gone',
      { desired: ['a A 192.0.2.1'], recorded: ['a A 192.0.2.1'], live: ['a A 192.0.2.2, 192.0.2.3'] },
      [
        message('1 record set'),
        'example.com/a/A: 192.0.2.2, 192.0.2.3',
        'to keep it:',
        '- { name: a, type: A, values: [192.0.2.1, 192.0.2.2, 192.0.2.3], ttl: 3600 }',
      ],
    ],
    [
      'what is added to a set that left the config',
      { recorded: ['a A 192.0.2.1'], live: ['a A 192.0.2.1, 192.0.2.2'] },
      [
        message('1 record set'),
        'example.com/a/A: 192.0.2.2',
        'to keep it:',
        '- { name: a, type: A, values: [192.0.2.1, 192.0.2.2], ttl: 3600 }',
      ],
    ],
  ])('%s is not recorded as ours without consent', (_, scene, lines) => {
    const consents = ['take-over:example.com'];
    expect(takeOver({ ...scene, refreshOnly: true })).toEqual(lines);
    expect(planScene({ ...scene, refreshOnly: true, consents }).plan.summary).toMatchObject({ adopt: 1, refusals: 0 });
  });

  it.each<[what: string, scene: Scene]>([
    [
      'a value of ours that somebody changed',
      { desired: ['a A 192.0.2.1'], recorded: ['a A 192.0.2.1'], live: ['a A 192.0.2.9'] },
    ],
    ['a value that somebody took away', { desired: [spf], recorded: ['@ TXT "v=spf1 -all", "x"'], live: [spf] }],
    ['another TTL', { desired: [spf], recorded: [spf], live: [`${spf} ttl 300`] }],
    [
      'an added value that the config declares',
      { desired: ['u TXT "a", "b"'], recorded: ['u TXT "a"'], live: ['u TXT "a", "b"'] },
    ],
    [
      'what is added to a set that is ignored: no apply deletes it',
      {
        recorded: ['u TXT "a"'],
        live: ['u TXT "a", "b"'],
        desiredDomain: { ignore: [{ name: 'u' }] },
      },
    ],
    ['a set of nobody', { desired: ['u TXT "a"'], live: ['u TXT "a", "b"', 'v TXT "c"'] }],
  ])('%s is free', (_, scene) => {
    expect(takeOver({ ...scene, refreshOnly: true })).toEqual([]);
  });
});

describe('nothing live that nobody declared vanishes without consent', () => {
  const texts: Readonly<Record<string, readonly string[]>> = {
    A: ['192.0.2.1', '192.0.2.2', '192.0.2.3'],
    TXT: ['"a"', '"b"', '"v=spf1 -all"'],
    CNAME: ['a.example.net.', 'b.example.net.', 'parking.example.net.'],
    MX: ['10 a.example.net.', '20 b.example.net.'],
  };
  /** At most one set of each name and type; a CNAME alone at its name, as in any zone. */
  const zoneOf = fc
    .uniqueArray(
      fc.constantFrom('@', 'www', 'x').chain((name) =>
        fc.constantFrom(...Object.keys(texts)).chain((type) =>
          fc
            .uniqueArray(fc.constantFrom(...(texts[type] ?? [])), {
              minLength: 1,
              maxLength: type === 'CNAME' ? 1 : 3,
            })
            .map((values) => ({ name, type, text: `${name} ${type} ${[...values].sort().join(', ')}` })),
        ),
      ),
      { selector: ({ name, type }) => `${name} ${type}`, maxLength: 5 },
    )
    .map((sets) =>
      sets
        .filter(({ name, type }) => type !== 'CNAME' || name !== '@')
        .filter(
          ({ name, type }, _, all) =>
            type === 'CNAME' || !all.some((one) => one.name === name && one.type === 'CNAME' && name !== '@'),
        )
        .map(({ text }) => text),
    );
  const foreign = fc.constantFrom<DesiredDomain['foreign']>('keep', 'delete');

  it('whatever is desired, recorded and live', () => {
    fc.assert(
      fc.property(zoneOf, zoneOf, zoneOf, foreign, (desired, recorded, live, foreign) => {
        const { plan, work } = planScene({ desired, recorded, live, desiredDomain: { foreign } });
        const changes = new Map((work.get(domain)?.recordSetChanges ?? []).map((change) => [change.address, change]));
        const told = plan.refusals.flatMap(({ message, details }) => [message, ...details]).join('\n');
        const drifted = new Set(plan.drift.map(({ address }) => address));
        for (const one of live.map(liveSet)) {
          const address = `${domain}/${one.name === `${domain}.` ? '@' : one.name.slice(0, -domain.length - 2)}/${one.type}`;
          const change = changes.get(address);
          if (change === undefined || printValues(one).some((value) => value.includes('parking'))) continue;
          const ours = recorded.map(set).find(({ name, type }) => name === one.name && type === one.type);
          const known = new Set([
            ...(ours === undefined ? [] : printValues(ours)),
            ...(change.after === null ? [] : printValues(change.after)),
          ]);
          const lost = printValues(one).filter((value) => !known.has(value));
          const missing = (ours === undefined ? [] : printValues(ours)).filter(
            (value) => !printValues(one).includes(value),
          );
          // A value of ours that is another one now is put back, and shown as drift; no text here is the changed form of another.
          if (one.type !== 'TXT' && drifted.has(address) && change.after !== null && lost.length <= missing.length)
            continue;
          if (lost.length > 0) expect(told).toContain(address);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the line that keeps what is live makes a config under which nothing is lost', () => {
    const acme = descriptor({ name: 'acme' });
    fc.assert(
      fc.property(zoneOf, zoneOf, (desired, live) => {
        const { plan } = planScene({ desired, live });
        const refusal = plan.refusals.find(({ code }) => code === 'take-over');
        const lines = [...(refusal?.details ?? []).join('\n').matchAll(/to keep it:\n *(- .*)/g)].map(
          ([, line]) => `      ${line}\n`,
        );
        fc.pre(lines.length > 0);
        const text = `accounts: { acme: { credentials: { token: x } } }\ndomains:\n  ${domain}:\n    dns: acme\n    records:\n${lines.join('')}`;
        const loaded = loadConfig([{ file: 'domains.yaml', text }], {
          descriptors: new Map([['acme', acme]]),
          variables: () => undefined,
        });
        expect(loaded.issues).toEqual([]);
        const again = planScene({ live, desiredDomain: { recordSets: loaded.desired?.domains[0]?.recordSets ?? [] } });
        for (const { before, after } of again.plan.changes) {
          const values = (after as RecordSetValue | null)?.values ?? [];
          expect(values).toEqual(expect.arrayContaining([...((before as RecordSetValue | null)?.values ?? [])]));
        }
      }),
    );
  });
});
