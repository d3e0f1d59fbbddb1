import { describe, expect, it } from 'vitest';
import { isConsent } from '../../src/planner/guards/index.ts';
import type { FormerZone, LiveZone } from '../../src/planner/inputs.ts';
import { fakeCompiler, liveSet, planScene, type Scene } from '../helpers/planning.ts';

const names = (count: number, value: string) => Array.from({ length: count }, (_, i) => `h${i} A ${value}`);
const refusals = (scene: Scene) => planScene(scene).plan.refusals.map(({ code, message }) => `${code}: ${message}`);

const zone = (texts: readonly string[], more: Partial<LiveZone> = {}): LiveZone => ({
  domain: 'example.com',
  status: 'present',
  recordSets: texts.map(liveSet),
  unsupported: [],
  nameservers: ['ns1.acme.example.', 'ns2.acme.example.'],
  native: null,
  ...more,
});

describe('thresholds', () => {
  const ten = names(10, '192.0.2.1');

  it.each([
    { kept: 7, refused: [] },
    {
      kept: 6,
      refused: ['too-many-deletes: would delete 4 of 10 managed record sets of example.com (40 %, the limit is 30 %)'],
    },
  ])('of 10 managed sets $kept are kept', ({ kept, refused }) => {
    expect(refusals({ desired: ten.slice(0, kept), recorded: ten, live: ten })).toEqual(refused);
  });

  it('what is consented to is not counted as refused', () => {
    const refused = (consents: readonly string[]) =>
      planScene({ desired: ten.slice(0, 6), recorded: ten, live: ten, consents }).plan.summary.refusals;
    expect([refused([]), refused(['too-many-deletes'])]).toEqual([1, 0]);
  });

  it('a zone of 9 may change freely', () => {
    const nine = ten.slice(0, 9);
    expect(refusals({ desired: nine.slice(0, 1), recorded: nine, live: nine })).toEqual([]);
  });

  it('updates count apart from deletes, taking over included', () => {
    const desired = [...names(4, '192.0.2.2'), ...ten.slice(4)];
    const message =
      'too-many-updates: would update 4 of 10 managed record sets of example.com (40 %, the limit is 30 %)';
    expect(refusals({ desired, recorded: ten, live: ten })).toEqual([message]);
    expect(refusals({ desired, live: ten, consents: ['take-over'] }).slice(1)).toEqual([message]);
  });

  it('the config sets the limit per domain', () => {
    const desiredDomain = { thresholds: { deletes: 0.5, updates: 0.3 } };
    expect(refusals({ desired: ten.slice(0, 5), recorded: ten, live: ten, desiredDomain })).toEqual([]);
  });

  it('a zone is not emptied', () => {
    expect(refusals({ recorded: ['a A 192.0.2.1'], live: ['a A 192.0.2.1'] })).toEqual([
      'empty-zone: would leave example.com without any managed record; it has 1 record set now',
    ]);
  });
});

describe('delegation', () => {
  const move = (former: FormerZone | undefined, nameservers = ['ns1.acme.example.', 'ns2.acme.example.']): Scene => ({
    desiredDomain: { settings: { nameservers: ['ns1.other.example.', 'ns2.other.example.'] } },
    registration: { settings: { nameservers } },
    input: {
      formerZones: new Map(former === undefined ? [] : [['example.com', former]]),
      compilers: new Map(['acme', 'other'].map((name) => [name, fakeCompiler()])),
    },
  });
  const at = (account: string, found: LiveZone): FormerZone => ({ account, zone: found });
  const change = 'delegation: the nameservers of example.com would change, and';

  it.each([
    [
      'a domain with nothing but parking records is not in use',
      move(at('acme', zone(['www CNAME parking.example.net.']))),
      [],
    ],
    ['an empty zone is not in use', move(at('acme', zone([]))), []],
    [
      'records of its own make it used',
      move(at('acme', zone(['www CNAME parking.example.net.', '@ MX 10 mx.example.net.']))),
      [`${change} the new ones may not answer 2 record sets (1 of them defaults of a new domain): @ MX, www CNAME`],
    ],
    [
      'other nameservers make it used',
      move({ account: null, unread: [] }, ['ns1.third.example.']),
      [
        `${change} it is served by ns1.third.example., whose records cannot be read from here: compare the zone by hand before you consent`,
      ],
    ],
    [
      "a zone at another account than the registrar's makes it used, whatever is in it",
      move(at('other', zone([]))),
      [`${change} it is served by the zone at other`],
    ],
    [
      'what cannot be read counts as used',
      move({ account: null, unread: [{ account: 'acme', message: 'reading example.com at acme failed.' }] }),
      [`${change} its zone at acme could not be read (reading example.com at acme failed.), so it counts as in use`],
    ],
    [
      'what was not looked for counts as used',
      move(undefined),
      [
        `${change} it is served by ns1.acme.example., ns2.acme.example., whose records cannot be read from here: compare the zone by hand before you consent`,
      ],
    ],
  ] as const)('%s', (_, scene, expected) => {
    expect(refusals(scene)).toEqual(expected);
  });
});

describe('auto-renew off', () => {
  const off = (expiresAt: string | null): Scene => ({
    desiredDomain: { settings: { auto_renew: false } },
    registration: { settings: { auto_renew: true }, expiresAt },
  });

  it.each([
    ['2027-01-23T12:00:00.000Z', []],
    [
      '2027-01-21T12:00:00.000Z',
      ['auto-renew-off: auto-renew of example.com would go off, and it expires on 2027-01-21, in 59 days'],
    ],
    [null, ['auto-renew-off: auto-renew of example.com would go off, and its registrar does not tell when it expires']],
  ])('with expiry %s', (expiresAt, expected) => {
    expect(refusals(off(expiresAt))).toEqual(expected);
  });
});

describe('consent', () => {
  const scene: Scene = { recorded: ['a A 192.0.2.1'], live: ['a A 192.0.2.1'] };
  const consented = (consents: readonly string[]) => planScene({ ...scene, consents }).plan.refusals[0]?.consented;

  it('is narrow: by code, or by code and domain', () => {
    expect(consented([])).toBe(false);
    expect(consented(['empty-zone'])).toBe(true);
    expect(consented(['empty-zone:example.com'])).toBe(true);
    expect(consented(['empty-zone:example.net', 'delegation'])).toBe(false);
  });

  it('knows its codes', () => {
    expect(isConsent('delegation:example.com')).toBe(true);
    expect(isConsent('everything')).toBe(false);
  });
});
