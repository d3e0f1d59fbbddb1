import { describe, expect, it } from 'vitest';
import type { Change, Plan } from '../../src/planner/plan.ts';
import { explainStale } from '../../src/planner/plan-file.ts';
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

  it('is stale where the calls are not the same', () => {
    const { plan } = planScene(move);
    const calls = plan.calls.map((call) => ({ ...call, body: 'other records' }));
    expect(explainStale(plan, { ...plan, calls })).toEqual([
      'example.com: config, state or live records changed since the plan was made (other records of the zone)',
    ]);
  });

  it('is stale by what cannot be read any more, in its own words', () => {
    const { plan } = planScene(move);
    const error = { account: 'fresh', domain: 'example.com', code: 'unavailable', message: 'It is down. Wait.' };
    const errors = [error, { ...error, message: 'Another.' }];
    expect(explainStale(plan, { ...plan, changes: [], errors })).toEqual(['It is down. Wait.']);
    expect(explainStale({ ...plan, errors }, { ...plan, errors })).toEqual([]);
  });

  it('of a large portfolio is compared in one go', () => {
    const { plan } = planScene(move);
    const domains = Array.from({ length: 5000 }, (_, index) => `d${index}.example`);
    const rename = (text: string, domain: string) => text.replace('example.com', domain);
    const large: Plan = {
      ...plan,
      changes: domains.flatMap((domain) =>
        plan.changes.map((change) => ({ ...change, domain, address: rename(change.address, domain) })),
      ),
      calls: domains.flatMap((domain) =>
        plan.calls.map((call) => ({ ...call, domain, covers: call.covers.map((address) => rename(address, domain)) })),
      ),
    };
    const startedAt = performance.now();
    expect(explainStale(large, structuredClone(large))).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
