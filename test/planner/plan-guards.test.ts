/** Guards of the plan as a whole: the same scene for many domains. */
import { describe, expect, it } from 'vitest';
import type { PlanInput } from '../../src/planner/inputs.ts';
import type { Plan } from '../../src/planner/plan.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { everything } from '../../src/planner/targets.ts';
import { planThresholds } from '../../src/schema/config/thresholds.ts';
import type { PlanThresholds } from '../../src/schema/desired.ts';
import { fakeCompiler, planScene, type Scene } from '../helpers/planning.ts';

const sets = (n: number, value = '192.0.2.1') => Array.from({ length: n }, (_, i) => `h${i} A ${value}`);

function cut(from: number, to: number): Scene {
  return { desired: sets(to), recorded: sets(from), live: sets(from) };
}

function changed(of: number, n: number): Scene {
  return { desired: [...sets(n, '192.0.2.2'), ...sets(of).slice(n)], recorded: sets(of), live: sets(of) };
}

const unmanaged: Scene = {
  recorded: sets(3),
  live: sets(3),
  unhosted: true,
  desiredDomain: { settings: { auto_renew: true } },
  registration: { settings: { auto_renew: true } },
};

const lapsing: Scene = {
  desiredDomain: { settings: { auto_renew: false } },
  registration: { settings: { auto_renew: true } },
};

const moving: Scene = {
  recorded: sets(3),
  desiredDomain: { dns: 'other' },
  input: { compilers: new Map(['acme', 'other'].map((name) => [name, fakeCompiler()])) },
};

const forgotten =
  'forget-domains: would forget all record sets of 7 domains that the config names, but no longer manages a record of ' +
  '(`dns`, `ignore`): d0.com, d1.com, d2.com, d3.com, d4.com and 2 more';

/** The refusals of the plan as a whole. */
function refusals(count: number, scene: Scene, thresholds: Partial<PlanThresholds> = {}): readonly string[] {
  const { refusals } = planOf(count, scene, thresholds);
  return refusals.filter(({ domain }) => domain === null).map(({ code, message }) => `${code}: ${message}`);
}

function planOf(count: number, scene: Scene, thresholds: Partial<PlanThresholds> = {}): Plan {
  const one = planScene(scene).input;
  const domains = Array.from({ length: count }, (_, i) => `d${i}.com`);
  const renamed = <T>(value: T, domain: string): T =>
    JSON.parse(JSON.stringify(value).replaceAll('example.com', domain));
  const ofAll = <T>(map: ReadonlyMap<string, T>) =>
    new Map([...map.values()].flatMap((value) => domains.map((domain) => [domain, renamed(value, domain)] as const)));
  const input: PlanInput = {
    ...one,
    desired: {
      ...one.desired,
      planThresholds: { ...planThresholds, ...thresholds },
      domains: one.desired.domains.flatMap((desired) => domains.map((domain) => renamed(desired, domain))),
    },
    recorded: ofAll(one.recorded),
    registrations: ofAll(one.registrations),
    zones: ofAll(one.zones),
  };
  return planChanges(input, everything).plan;
}

describe('the plan as a whole', () => {
  it.each<
    [what: string, count: number, scene: Scene, refused: readonly string[], thresholds?: Partial<PlanThresholds>]
  >([
    [
      '30 domains of 8 sets are cut to 1',
      30,
      cut(8, 1),
      ['too-many-deletes-in-plan: would delete 210 of 240 managed record sets in 30 domains (88%; the limit is 20%)'],
    ],
    [
      '400 domains lose one of 10',
      400,
      cut(10, 9),
      ['too-many-deletes-in-plan: would delete 400 of 4000 managed record sets in 400 domains (10%; the limit is 50)'],
    ],
    ['50 domains lose one of 10', 50, cut(10, 9), []],
    ['9 domains lose one of 2', 9, cut(2, 1), []],
    [
      '10 domains lose one of 2',
      10,
      cut(2, 1),
      ['too-many-deletes-in-plan: would delete 10 of 20 managed record sets in 10 domains (50%; the limit is 20%)'],
    ],
    ['in one domain its own threshold counts', 1, cut(40, 29), []],
    [
      'the number counts in one domain, too',
      1,
      cut(1000, 949),
      ['too-many-deletes-in-plan: would delete 51 of 1000 managed record sets in 1 domain (5%; the limit is 50)'],
    ],
    ['the config sets the limits', 30, cut(8, 1), [], { deletes: 1, maxDeletes: 210 }],
    ['20 domains change one of 4', 20, changed(4, 1), []],
    ['auto-renew goes off on 3 domains that expire late', 3, lapsing, []],
    [
      'auto-renew goes off on 4 of them',
      4,
      lapsing,
      ['auto-renew-off: auto-renew of 4 domains would go off: d0.com, d1.com, d2.com, d3.com'],
    ],
    ['14 domains change two of 4', 14, changed(4, 2), []],
    [
      '20 domains change two of 4',
      20,
      changed(4, 2),
      ['too-many-updates-in-plan: would update 40 of 80 managed record sets in 20 domains (50%; the limit is 30%)'],
    ],
    [
      '201 domains change one of 10',
      201,
      changed(10, 1),
      ['too-many-updates-in-plan: would update 201 of 2010 managed record sets in 201 domains (10%; the limit is 200)'],
    ],
    ['3 domains leave the config', 3, { departed: true, recorded: ['a A 192.0.2.1'] }, []],
    [
      '7 domains leave the config',
      7,
      { departed: true, recorded: ['a A 192.0.2.1'] },
      [
        'forget-domains: would forget 7 domains that are no longer in the config: ' +
          'd0.com, d1.com, d2.com, d3.com, d4.com and 2 more. ' +
          'If another file declares them, pass that file with -f as well, or keep the two configs apart with --workspace',
      ],
    ],
    [
      '30 first applies add values beside live ones',
      30,
      { desired: sets(8, '192.0.2.1, 192.0.2.2'), live: sets(8) },
      [],
    ],
    ['3 zones are managed no more', 3, unmanaged, []],
    ['7 zones are managed no more', 7, unmanaged, [forgotten]],
    [
      'the records of 7 zones are ignored away',
      7,
      { recorded: sets(3), live: sets(3), desiredDomain: { ignore: [{ name: '*' }] } },
      [forgotten],
    ],
    [
      'all but one record of 7 zones are ignored away',
      7,
      {
        desired: sets(1),
        recorded: sets(3),
        live: sets(3),
        desiredDomain: { ignore: [{ name: '*' }] },
      },
      [],
    ],
    [
      'the records of 7 zones are ignored away, but for one that is gone',
      7,
      {
        recorded: [...sets(3), 'gone TXT "x"'],
        live: sets(3),
        desiredDomain: { ignore: [{ name: '*', type: 'A' }] },
      },
      [forgotten],
    ],
    [
      'what is gone from 7 zones and their config is forgotten',
      7,
      { recorded: ['gone TXT "x"'], live: ['a A 192.0.2.1'] },
      [],
    ],
    ['7 zones move to another account', 7, { ...moving, desired: sets(3) }, []],
    [
      '7 zones move to another account, and nothing of theirs is made there',
      7,
      { ...moving, desired: [] },
      [forgotten],
    ],
    ['7 zones had no records recorded', 7, { recordedZoneRows: 2, unhosted: true }, []],
  ])('%s', (_, count, scene, refused, thresholds = {}) => {
    expect(refusals(count, scene, thresholds)).toEqual(refused);
  });
});

describe('domains that leave the config', () => {
  const hint =
    'if another file declares it, pass that file with -f as well, or keep the two configs apart with --workspace';

  it.each([
    { count: 1, notes: [`d0.com: ${hint}`] },
    { count: 3, notes: [`d0.com: ${hint}`] },
    { count: 4, notes: [] },
  ])('$count: the way to keep them is told once', ({ count, notes }) => {
    const plan = planOf(count, { departed: true, recorded: ['a A 192.0.2.1'] });
    expect(plan.notes.map(({ domain, message }) => `${domain}: ${message}`)).toEqual(notes);
    expect(plan.refusals.map(({ message }) => message.includes('with --workspace'))).toEqual(count > 3 ? [true] : []);
  });
});
