import { describe, expect, it } from 'vitest';
import { plain } from '../../src/cli/views/paint.ts';
import { planText } from '../../src/cli/views/plan-text.ts';
import type { Change, Plan } from '../../src/planner/plan.ts';
import { explainStale, readPlanFile, writePlanFile } from '../../src/planner/plan-file.ts';
import { fakeCompiler, planScene, type Scene } from '../helpers/planning.ts';

/** The zone moves from `acme` to `fresh`. */
const move: Scene = {
  desired: ['www A 192.0.2.1', 'api A 192.0.2.2'],
  recorded: ['www A 192.0.2.1'],
  desiredDomain: { dns: 'fresh' },
  input: {
    compilers: new Map([
      ['acme', fakeCompiler()],
      ['fresh', fakeCompiler()],
    ]),
  },
};

describe('a saved plan', () => {
  it('holds where a plan made now would do the same', () => {
    const { plan } = planScene(move);
    expect(plan.changes.map(({ address, account }) => `${address} at ${account}`)).toEqual([
      'example.com/api/A at fresh',
      'example.com/www/A at acme',
      'example.com/www/A at fresh',
    ]);
    expect(explainStale(plan, { ...planScene(move).plan, created_at: '2026-11-24T12:00:00.000Z' })).toEqual([]);
  });

  it('is stale where one of two changes of an address is not as it was, at whichever account', () => {
    const { plan } = planScene(move);
    const isWww = (account: string) => (change: Change) =>
      change.account === account && change.address === 'example.com/www/A';
    for (const account of ['acme', 'fresh']) {
      const without = { ...plan, changes: plan.changes.filter((change) => !isWww(account)(change)) };
      const reason = 'example.com: config, state or live records changed since the plan was made (example.com/www/A)';
      expect(explainStale(plan, without)).toEqual([reason]);
      expect(explainStale(without, plan)).toEqual([reason]);
    }
  });

  it.each<readonly [string, string, Scene, Scene]>([
    [
      'what it would change is not ours any more',
      'the state',
      { desired: ['www A 192.0.2.1'], recorded: ['www A 192.0.2.9'], live: ['www A 192.0.2.9'] },
      { desired: ['www A 192.0.2.1'], live: ['www A 192.0.2.9'] },
    ],
    [
      'what it would change counts as changed outside by now',
      'the state',
      { desired: ['www A 192.0.2.1'], recorded: ['www A 192.0.2.9'], live: ['www A 192.0.2.9'] },
      { desired: ['www A 192.0.2.1'], recorded: ['www A 192.0.2.8'], live: ['www A 192.0.2.9'] },
    ],
    [
      'the config protects what it would make',
      'the config or the state',
      { desired: ['www A 192.0.2.1'] },
      { desired: ['www A 192.0.2.1 protect'] },
    ],
    [
      'the config lifts the protection of what it would change',
      'the config or the state',
      { desired: ['www A 192.0.2.1'], recorded: ['www A 192.0.2.9 protect'], live: ['www A 192.0.2.9'] },
      { desired: ['www A 192.0.2.1 unprotect'], recorded: ['www A 192.0.2.9 protect'], live: ['www A 192.0.2.9'] },
    ],
    [
      'the state lifted the protection of what it would change',
      'the config or the state',
      { desired: ['www A 192.0.2.1'], recorded: ['www A 192.0.2.9 protect'], live: ['www A 192.0.2.9'] },
      { desired: ['www A 192.0.2.1'], recorded: ['www A 192.0.2.9'], live: ['www A 192.0.2.9'] },
    ],
    [
      'the config says something else',
      'the config',
      { desired: ['www A 192.0.2.1'], recorded: ['www A 192.0.2.9'], live: ['www A 192.0.2.9'] },
      { desired: ['www A 192.0.2.2'], recorded: ['www A 192.0.2.9'], live: ['www A 192.0.2.9'] },
    ],
    [
      'something else is live',
      'live records',
      { desired: ['www A 192.0.2.1'], live: ['www A 192.0.2.9'] },
      { desired: ['www A 192.0.2.1'], live: ['www A 192.0.2.8'] },
    ],
    [
      'both do',
      'config and live records',
      { desired: ['www A 192.0.2.1'], live: ['www A 192.0.2.9'] },
      { desired: ['www A 192.0.2.2'], live: ['www A 192.0.2.8'] },
    ],
  ])('is stale where %s', (_claim, cause, then, now) => {
    expect(explainStale(planScene(then).plan, planScene(now).plan)).toEqual([
      `example.com: ${cause} changed since the plan was made (example.com/www/A)`,
    ]);
  });

  it('holds where only the wording is another', () => {
    const { plan } = planScene(move);
    const changes = plan.changes.map((change) => ({ ...change, reason: 'in other words' }));
    expect(explainStale(plan, { ...plan, changes })).toEqual([]);
  });

  it('is stale where the calls are not the same', () => {
    const { plan } = planScene(move);
    const calls = plan.calls.map((call) => ({ ...call, body: 'other records' }));
    expect(explainStale(plan, { ...plan, calls })).toEqual([
      'example.com: live records changed since the plan was made (other records of the zone)',
    ]);
  });

  it('is stale in a few lines, however much has changed', () => {
    const domains = Array.from({ length: 40 }, (_, i) => `d${i}.example`);
    const changes = domains.flatMap((domain) =>
      Array.from({ length: 9 }, (_, i) => ({ address: `${domain}/h${i}/A`, domain, account: 'cf', action: 'create' })),
    );
    const { plan } = planScene({ desired: [], recorded: [], live: [] });
    const saved = { ...plan, changes: changes as unknown as readonly Change[] };
    const reasons = explainStale(saved, plan);
    expect(reasons).toHaveLength(11);
    expect(reasons[0]).toMatch(/\(d0\.example\/h0\/A, d0\.example\/h1\/A, d0\.example\/h2\/A and 6 more\)$/);
    expect(reasons.at(-1)).toBe('and 30 more domains');
  });

  it('is stale by what cannot be read any more, in its own words', () => {
    const { plan } = planScene(move);
    const error = { account: 'fresh', domain: 'example.com', code: 'unavailable', message: 'It is down. Wait.' };
    const errors = [error, { ...error, message: 'Another.' }];
    expect(explainStale(plan, { ...plan, changes: [], errors })).toEqual(['It is down. Wait.']);
    expect(explainStale({ ...plan, errors }, { ...plan, errors })).toEqual([]);
  });
});

/** Something of everything that a plan can hold. */
function fullPlan(): Plan {
  const { plan } = planScene({
    desired: ['www A 192.0.2.1', 'api A 192.0.2.2', 'mail A 192.0.2.3'],
    recorded: ['www A 192.0.2.1', 'mail A 192.0.2.3', 'old A 192.0.2.4 protect', 'at TXT "x"'],
    live: ['www A 192.0.2.9', 'old A 192.0.2.4', 'other A 192.0.2.5', 'at TXT "x"'],
    desiredDomain: { settings: { auto_renew: false, nameservers: ['ns1.example.net.'] }, protect: true },
    registration: { settings: { auto_renew: true, nameservers: ['ns9.example.net.'] } },
    recordedSettings: { auto_renew: true },
    zone: { unsupported: [{ name: 'odd.example.com.', type: 'CDS', text: 'x' }] },
    input: { notes: [{ domain: 'example.com', message: 'A note.' }] },
  });
  const { changes, errors } = plan;
  const options = { proxied: true, comment: 'x', tags: ['a'] };
  const more: Change = { ...(changes[0] as Change), after: { ttl: 1, values: ['x'], options } };
  const error = { account: 'acme', domain: 'example.net', code: 'unavailable', message: 'It is down.' };
  return { ...plan, changes: [...changes, more], errors: [...errors, error] };
}

describe('a plan file', () => {
  it('is read as it was written', () => {
    const plan = fullPlan();
    for (const key of ['changes', 'calls', 'drift', 'foreign', 'refusals', 'errors', 'notes', 'domains'] as const) {
      expect(plan[key], key).not.toEqual([]);
    }
    expect(readPlanFile(writePlanFile(plan))).toEqual({ ok: true, value: plan });
  });

  it('that was edited is refused, also with a new digest', () => {
    const plan = fullPlan();
    const [change, ...others] = plan.changes;
    const edited = { ...plan, changes: [{ ...change, account: 7 }, ...others] } as unknown as Plan;
    const text = writePlanFile(plan).replace('"takes_over": false', '"takes_over": true');
    expect(readPlanFile(text)).toMatchObject({ problem: { message: 'it was edited after it was made' } });
    expect(readPlanFile(writePlanFile(edited))).toEqual({
      ok: false,
      problem: {
        message: 'its changes[0].account is not what a plan has there',
        suggestion: 'plan again; a plan is applied as it is',
      },
    });
  });

  it('with any part of another shape is refused, or harmless', { timeout: 120_000 }, () => {
    const plan = JSON.parse(JSON.stringify(fullPlan())) as Plan;
    const facts = { paint: plain, verbose: true, seconds: null, next: null };
    let [refused, harmless] = [0, 0];
    for (const wrong of [undefined, null, 0, '', 'x', true, [], {}, ['x']]) {
      for (const path of pathsOf(plan)) {
        const edited = replaced(plan, path, wrong) as Plan;
        if (typeof edited !== 'object' || edited === null) continue;
        const read = readPlanFile(writePlanFile(edited));
        if (!read.ok) {
          refused += 1;
          continue;
        }
        harmless += 1;
        expect(() => planText(read.value, facts), `${path.join('.')} = ${JSON.stringify(wrong)}`).not.toThrow();
        expect(() => explainStale(read.value, plan)).not.toThrow();
      }
    }
    expect(refused).toBeGreaterThan(harmless);
  });
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [[]];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const inner = keys.flatMap((key) =>
    pathsOf((value as Record<string | number, unknown>)[key]).map((path): Path => [key, ...path]),
  );
  return [[], ...inner];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? replaced(item, rest, by) : item));
  return { ...(value as object), [key]: replaced((value as Record<string, unknown>)[key], rest, by) };
}
