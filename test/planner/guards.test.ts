import { describe, expect, it } from 'vitest';
import { isConsent } from '../../src/planner/guards/index.ts';
import type { FormerZone, LiveZone } from '../../src/planner/inputs.ts';
import type { DesiredSettings } from '../../src/schema/desired.ts';
import type { DsRdata } from '../../src/schema/dns/rdata.ts';
import { fakeCompiler, liveSet, planScene, printed, type Scene } from '../helpers/planning.ts';

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
      refused: ['too-many-deletes: would delete 4 of 10 managed record sets (40%, the limit is 30%)'],
    },
  ])('of 10 managed sets $kept are kept', ({ kept, refused }) => {
    expect(refusals({ desired: ten.slice(0, kept), recorded: ten, live: ten })).toEqual(refused);
  });

  it('what is consented to is not counted as refused', () => {
    const refused = (consents: readonly string[]) =>
      planScene({ desired: ten.slice(0, 6), recorded: ten, live: ten, consents }).plan.summary.refusals;
    expect([refused([]), refused(['too-many-deletes'])]).toEqual([1, 0]);
  });

  const never = { desiredDomain: { thresholds: { deletes: 1, updates: 1 } } };
  it.each<[of: number, kept: number, refused: readonly string[], more?: Scene]>([
    [9, 5, []],
    [9, 4, ['too-many-deletes: would delete 5 of 9 managed record sets (56%, the limit is 50%)']],
    [3, 2, []],
    [3, 1, ['too-many-deletes: would delete 2 of 3 managed record sets (67%, the limit is 50%)']],
    [2, 1, []],
    [9, 1, [], never],
  ])('of %i managed sets %i are kept: of a small zone half may go', (of, kept, refused, more = {}) => {
    const small = ten.slice(0, of);
    expect(refusals({ desired: small.slice(0, kept), recorded: small, live: small, ...more })).toEqual(refused);
  });

  it('of a small zone all may be updated: an undo puts it back', () => {
    const nine = ten.slice(0, 9);
    expect(refusals({ desired: names(9, '192.0.2.2'), recorded: nine, live: nine })).toEqual([]);
  });

  it('what a new zone comes with does not count', () => {
    const parking = ['w CNAME parking.example.net.', 'www CNAME parking.example.net.', 'm CNAME parking.example.net.'];
    const own = parking.map((text) => text.replace('parking', 'web'));
    expect(refusals({ desired: own, live: parking })).toEqual([]);
  });

  it('updates count apart from deletes, taking over included', () => {
    const desired = [...names(4, '192.0.2.2'), ...ten.slice(4)];
    const message = 'too-many-updates: would update 4 of 10 managed record sets (40%, the limit is 30%)';
    expect(refusals({ desired, recorded: ten, live: ten })).toEqual([message]);
    expect(refusals({ desired, live: ten, consents: ['take-over'] }).slice(1)).toEqual([message]);
  });

  it('of sets that were never managed, only those count that lose something', () => {
    const beside = (n: number) => names(n, '192.0.2.1, 192.0.2.2');
    expect(refusals({ desired: beside(10), live: ten })).toEqual([]);
    expect(refusals({ desired: ten.map((text) => `${text} ttl 300`), live: ten })).toEqual([]);
    const desired = [...beside(4), ...names(10, '192.0.2.3').slice(4)];
    expect(refusals({ desired, live: ten, consents: ['take-over'] }).slice(1)).toEqual([
      'too-many-updates: would update 6 of 10 managed record sets (60%, the limit is 30%)',
    ]);
  });

  it('the config sets the limit per domain', () => {
    const desiredDomain = { thresholds: { deletes: 0.5, updates: 0.3 } };
    expect(refusals({ desired: ten.slice(0, 5), recorded: ten, live: ten, desiredDomain })).toEqual([]);
  });

  it('a zone is not emptied', () => {
    expect(refusals({ recorded: ['a A 192.0.2.1'], live: ['a A 192.0.2.1'] })).toEqual([
      'empty-zone: would leave the zone without any managed record; it has 1 record set now',
    ]);
  });
});

describe('a suspicious read', () => {
  const five = ['www A 192.0.2.1', 'api A 192.0.2.2', '@ A 192.0.2.3', '@ MX 10 mx.example.net.', 'x TXT "x"'];
  const kept = (count: number, more: Scene = {}): Scene => ({
    desired: five,
    recorded: five,
    live: five.slice(0, count),
    ...more,
  });
  const suspicious = (scene: Scene) => refusals(scene).filter((text) => text.startsWith('suspicious-read'));
  const advice = '; two reads said so. Look there before you consent: what is not shown may be there all the same';
  const foreign = names(4, '192.0.2.9');

  it.each<[string, Scene, readonly string[]]>([
    ['two of five missing is drift', kept(3), []],
    [
      'three of five missing is suspicious, mail and the apex named first',
      kept(2),
      ['lacks 3 of 5 managed record sets: example.com/@/MX, example.com/@/A, example.com/x/TXT'],
    ],
    [
      'one of two missing is drift',
      { desired: five.slice(0, 2), recorded: five.slice(0, 2), live: five.slice(1, 2) },
      [],
    ],
    [
      'a zone that reads empty is suspicious, whatever is recorded',
      { desired: five.slice(0, 1), recorded: five.slice(0, 1) },
      ['lacks 1 of 1 managed record set: example.com/www/A'],
    ],
    [
      'a zone that is not there any more reads empty',
      kept(0, { desired: five.slice(0, 2), recorded: five.slice(0, 2), zone: { status: 'absent', nameservers: [] } }),
      ['lacks 2 of 2 managed record sets: example.com/www/A, example.com/api/A'],
    ],
    ['a zone that does not show itself tells nothing', kept(0, { zone: { status: 'unreachable' } }), []],
    [
      'records of nobody that are gone count',
      { desired: ['www A 192.0.2.7'], recorded: five.slice(0, 1), live: five.slice(0, 1), recordedZoneRows: 5 },
      ['shows 1 of the 5 records that it had'],
    ],
    [
      'half of them is still believed',
      {
        desired: ['www A 192.0.2.7'],
        recorded: five.slice(0, 1),
        live: [...five.slice(0, 1), ...foreign.slice(0, 2)],
        recordedZoneRows: 6,
      },
      [],
    ],
    [
      'and of three records any number',
      { desired: ['www A 192.0.2.7'], recorded: five.slice(0, 1), live: five.slice(0, 1), recordedZoneRows: 3 },
      [],
    ],
    [
      'where nothing is to change, nothing is refused',
      { desired: five.slice(0, 1), recorded: five.slice(0, 1), live: five.slice(0, 1), recordedZoneRows: 5 },
      [],
    ],
    [
      'a target does not narrow what is looked at',
      kept(2, { desired: ['www A 192.0.2.7', ...five.slice(1)], targets: ['example.com/www/A'] }),
      ['lacks 3 of 5 managed record sets: example.com/@/MX, example.com/@/A, example.com/x/TXT'],
    ],
    [
      'a refresh would record the loss',
      kept(2, { refreshOnly: true }),
      ['lacks 3 of 5 managed record sets: example.com/@/MX, example.com/@/A, example.com/x/TXT'],
    ],
    ['a zone that nobody has seen before cannot be judged', { desired: five, live: [] }, []],
  ])('%s', (_, scene, expected) => {
    const told = expected.map((text) => `suspicious-read: the zone at acme ${text}${advice}`);
    expect(suspicious(scene)).toEqual(told);
  });

  describe('where a write replaces what is not shown', () => {
    const remembered = [
      { name: 'f.example.com.', type: 'A', ttl: 3600, values: ['192.0.2.9', '192.0.2.10'] },
      { name: 'odd.example.com.', type: 'FRAME', ttl: null, values: ['some text'] },
    ];
    const frame = { name: 'odd.example.com.', type: 'FRAME', text: 'some text' };
    const shown = (sets: readonly string[], more: Scene = {}): Scene => ({
      desired: ['www A 192.0.2.7'],
      recorded: five.slice(0, 1),
      live: [...five.slice(0, 1), ...sets],
      zone: { unsupported: [frame] },
      recordedZoneRows: 4,
      recordedForeign: remembered,
      dns: { rewrites: true },
      ...more,
    });
    const hidden = (scene: Scene) => {
      const { errors, changes, refusals, calls } = planScene(scene).plan;
      expect(changes.filter(({ action }) => action !== 'forget')).toEqual([]);
      expect([refusals, calls]).toEqual([[], []]);
      return errors.map(({ code, message }) => `${code}: ${/saw there: (.*?)\. Two reads/.exec(message)?.[1]}`);
    };

    it.each<[string, Scene, readonly string[]]>([
      ['a record of nobody that is missing', shown(['f A 192.0.2.9']), ['f A 192.0.2.10']],
      ['all of them', shown([], { zone: {} }), ['f A 192.0.2.9, 192.0.2.10; odd FRAME some text']],
      [
        'also where the config has the name by now',
        shown([], { desired: ['www A 192.0.2.1', 'f A 192.0.2.7'] }),
        ['f A 192.0.2.9, 192.0.2.10'],
      ],
    ])('nothing is written, whatever is consented to: %s', (_, scene, expected) => {
      const told = expected.map((text) => `suspicious-read: ${text}`);
      expect(hidden(scene)).toEqual(told);
      expect(hidden({ ...scene, consents: ['suspicious-read'] })).toEqual(told);
    });

    it.each<[string, Scene]>([
      ['all that was there is shown', shown(['f A 192.0.2.9, 192.0.2.10'])],
      ['its owner has changed it', shown(['f A 192.0.2.11, 192.0.2.10'])],
      ['somebody has added to it', shown(['f A 192.0.2.9, 192.0.2.10', 'g A 192.0.2.9'])],
      ['more is there than was', shown(['f A 192.0.2.9, 192.0.2.10', 'g TXT "a\u202Eb"'])],
      ['it is ours by now', shown([], { recorded: [...five.slice(0, 1), 'f A 192.0.2.9'] })],
      ['the call writes nothing beside its own', shown([], { dns: { rewrites: false } })],
    ])('goes on where %s', (_, scene) => {
      expect(planScene(scene).plan.errors).toEqual([]);
    });

    const texts = (values: readonly string[], live: string, more: Scene = {}) =>
      shown([live], { recordedForeign: [{ name: 't.example.com.', type: 'TXT', ttl: 3600, values }], ...more });

    it.each<[string, readonly string[], string]>([
      ['turns the direction of writing', ['"ab"', '"c"'], 't TXT "a\u202Eb", "c"'],
      ['has no width', ['"ab"', '"c"'], 't TXT "a\u200Bb", "c", "d"'],
    ])('is not shown where its value came to hold what %s', (_, values, live) => {
      expect(hidden(texts(values, live))).toEqual(['suspicious-read: t TXT "ab"']);
    });

    it.each<[string, Scene, readonly string[]]>([
      ['a value that changed', texts(['"ab"', '"c"'], 't TXT "ax", "c"'), ['t TXT "ab", "c" -> "ax", "c"']],
      ['one that was hidden before', texts(['"a\u200Bb"'], 't TXT "a\u200Bc"'), ['t TXT "a\u200Bb" -> "a\u200Bc"']],
      ['one more value', texts(['"ab"'], 't TXT "ab", "c"'), []],
      ['a call that writes only its own', texts(['"ab"'], 't TXT "ax"', { dns: { rewrites: false } }), []],
    ])('tells before and after of what is written back: %s', (_, scene, expected) => {
      const { plan } = planScene(scene);
      expect(plan.errors).toEqual([]);
      const told = printed(plan).filter((line) => line.includes('written back'));
      expect(told.map((line) => line.slice(line.indexOf('now: ') + 5))).toEqual(expected);
    });

    it('counts where the state does not remember which', () => {
      const [error] = planScene(shown([], { recordedForeign: null })).plan.errors;
      expect(error?.message).toContain('does not show 2 records of nobody here that an apply saw there. ');
    });

    it('names each in a refresh, which needs consent', () => {
      const scene = shown([], { refreshOnly: true, zone: {} });
      expect(printed(planScene(scene).plan).filter((line) => line.startsWith('. '))).toEqual([
        '. f A 192.0.2.9, 192.0.2.10 (unmanaged, and not shown any more)',
        '. odd FRAME some text (unmanaged, and not shown any more)',
      ]);
      expect(suspicious(scene)).toEqual([expect.stringContaining('lacks 3 unmanaged records that an apply saw there')]);
    });

    it('asks where ours alone are missing', () => {
      const scene = kept(2, { dns: { rewrites: true }, recordedZoneRows: 5, recordedForeign: [] });
      const [told = ''] = suspicious(scene);
      expect(told.slice(told.indexOf(advice))).toBe(
        `${advice}, and Acme has no way to write a record without replacing others: what is not shown would be deleted`,
      );
    });
  });

  it('is the only guard of a refresh', () => {
    const scene = kept(0, { desired: five.slice(0, 1), refreshOnly: true });
    expect(refusals(scene).map((text) => text.split(':', 1)[0])).toEqual(['suspicious-read']);
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
  const change = 'delegation: the nameservers would change, and';

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
      [
        `${change} the new ones may not answer 2 record sets (1 registrar's default record among them): @ MX, www CNAME`,
      ],
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

describe('delegation of a signed domain', () => {
  const ds = (keyTag: number): DsRdata => ({
    type: 'DS',
    keyTag,
    algorithm: 13,
    digestType: 2,
    digest: 'AB'.repeat(32),
  });
  const text = (keyTag: number) => `DS ${keyTag} 13 2 ${'AB'.repeat(32)}`;
  const news = ['ns1.other.example.', 'ns2.other.example.'];
  const move = (live: readonly DsRdata[] | undefined, settings: DesiredSettings, scene: Scene = {}): Scene => ({
    desiredDomain: { settings: { nameservers: news, ...settings } },
    registration: {
      settings: {
        nameservers: ['ns1.acme.example.', 'ns2.acme.example.'],
        ...(live === undefined ? {} : { dnssec: live }),
      },
    },
    input: {
      formerZones: new Map([['example.com', { account: 'acme', zone: zone([]) }]]),
      compilers: new Map(['acme', 'other'].map((name) => [name, fakeCompiler()])),
    },
    ...scene,
  });
  const signed = (keyTag: number): Scene => ({ zone: { nameservers: news, ds: [ds(keyTag)] } });
  const stays = `delegation: ${text(1)} stays at the registry: validating resolvers will refuse every answer of the new nameservers, unless they sign with its key. First remove it (dnssec: off), wait a day or two, then change the nameservers`;
  const goes = `delegation: ${text(1)} would go in the same run as the old nameservers, and validating resolvers, which keep it for its TTL, would refuse every answer of the new nameservers until then, unless they sign with its key: first remove it (dnssec: off), wait a day or two, then change the nameservers`;

  it.each<[what: string, scene: Scene, refused: readonly string[]]>([
    [
      'dnssec left the config: its DS stays',
      move([ds(1)], {}, { recordedSettings: { dnssec: [text(1).slice(3)] } }),
      [stays],
    ],
    ['the list of DS is kept', move([ds(1)], { dnssec: [ds(1)] }), [stays]],
    ['dnssec: off in the same run', move([ds(1)], { dnssec: [] }), [goes]],
    ['another DS in the same run', move([ds(1)], { dnssec: [ds(2)] }), [goes]],
    [
      'dnssec: auto of a zone with other keys',
      move([ds(1)], { nameservers: 'auto', dnssec: 'auto' }, signed(2)),
      [goes],
    ],
    ['the new zone signs with the key', move([ds(1)], { nameservers: 'auto', dnssec: 'auto' }, signed(1)), []],
    ['not signed so far', move([], { dnssec: [ds(2)] }), []],
    ['not looked at', move(undefined, {}), []],
  ])('%s', (_, scene, expected) => {
    expect(refusals(scene)).toEqual(expected);
  });

  it('stands before what else the move loses', () => {
    const former = { account: null, unread: [] };
    const scene = move([ds(1)], {});
    const [refusal] = refusals({
      ...scene,
      input: { ...scene.input, formerZones: new Map([['example.com', former]]) },
    });
    expect(refusal).toMatch(/^delegation: DS 1 .*; the nameservers would change, and it is served by /);
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
      ['auto-renew-off: auto-renew would go off, and the domain expires on 2027-01-21, in 59 days'],
    ],
    [null, ['auto-renew-off: auto-renew would go off, and the registrar does not tell when the domain expires']],
  ])('with expiry %s', (expiresAt, expected) => {
    expect(refusals(off(expiresAt))).toEqual(expected);
  });
});

describe('auto-renew on', () => {
  const on = (expiresAt: string | null, days?: number): Scene => {
    const compiler = fakeCompiler();
    const { descriptor } = compiler;
    const earlyRenewal = days === undefined ? {} : { earlyRenewal: { days, source: 'test' } };
    const registration = { ...descriptor.registration, ...earlyRenewal };
    return {
      desiredDomain: { settings: { auto_renew: true } },
      registration: { settings: { auto_renew: false }, expiresAt },
      input: {
        compilers: new Map([['acme', { ...compiler, descriptor: { ...descriptor, registration } }]]),
      },
    };
  };
  const charged =
    'spend: auto-renew would go on, and the renewal may be charged at once: Acme charges renewals from 30 days before the expiry on, and ';

  it.each([
    ['2026-12-23T12:00:00.000Z', 30, [`${charged}the domain expires on 2026-12-23, in 30 days`]],
    ['2026-12-24T12:00:00.000Z', 30, []],
    [null, 30, [`${charged}the registrar does not tell when the domain expires`]],
    ['2026-11-24T12:00:00.000Z', undefined, []],
  ])('with expiry %s, charged %s days before', (expiresAt, days, expected) => {
    expect(refusals(on(expiresAt, days))).toEqual(expected);
  });
});

describe('lock and privacy', () => {
  it.each([
    [
      'transfer_lock',
      'transfer-lock-off: the transfer lock would go off: whoever has the transfer code can take the domain to another registrar',
    ],
    ['privacy', "privacy-off: privacy would go off: the owner's contact data can become public"],
  ] as const)('%s may go on, and not off', (field, message) => {
    const turning = (to: boolean, consents: readonly string[] = []) => {
      const scene = {
        desiredDomain: { settings: { [field]: to } },
        registration: { settings: { [field]: !to } },
        consents,
      };
      return planScene(scene).plan.refusals.filter(({ consented }) => !consented);
    };
    expect(turning(true)).toEqual([]);
    expect(turning(false).map((refusal) => `${refusal.code}: ${refusal.message}`)).toEqual([message]);
    expect(turning(false, [`${message.split(':', 1)[0]}:example.com`])).toEqual([]);
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

describe('side effects', () => {
  const scene = (domain: string | null): Scene => {
    const acme = fakeCompiler();
    const compileSettings: typeof acme.registration.compileSettings = (changes) =>
      acme.registration.compileSettings(changes).map((draft) => ({ ...draft, domain, side_effects: ['mail is lost'] }));
    return {
      desiredDomain: { settings: { privacy: true } },
      registration: { settings: { privacy: false } },
      input: { compilers: new Map([['acme', { ...acme, registration: { compileSettings } }]]) },
    };
  };

  it('of a call are refused where they happen', () => {
    expect(refusals(scene('example.com'))).toEqual(['side-effect: mail is lost']);
  });

  it('of a call for several domains are a defect of its compiler: consent to one would be consent to all', () => {
    expect(() => refusals(scene(null))).toThrow('set privacy has side effects at several domains');
  });
});
