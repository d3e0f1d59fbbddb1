import { describe, expect, test } from 'vitest';
import { estimateSeconds, workOf } from '../../src/cli/estimate.ts';
import type { Call } from '../../src/planner/plan.ts';
import type { RegistrarDescriptor } from '../../src/schema/capabilities.ts';
import { callOf } from './views/plan-fixture.ts';

function account(limits: readonly (readonly [number, number])[], maxConcurrent = 1): RegistrarDescriptor {
  return {
    limits: limits.map(([requests, perMs]) => ({ requests, perMs, source: 'a test' })),
    maxConcurrent,
  } as unknown as RegistrarDescriptor;
}

const twentyPerMinute = account([[20, 60_000]]);

describe('the time that calls take', () => {
  const cases: readonly (readonly [string, readonly Call[], Record<string, RegistrarDescriptor>, number])[] = [
    ['no calls, no time', [], {}, 0],
    ['one call, one answer', [callOf('a', 'x')], { a: twentyPerMinute }, 1],
    ['a burst within the limit does not wait', [callOf('a', 'x', { requests: 20 })], { a: twentyPerMinute }, 10],
    ['the first beyond it waits a whole period', [callOf('a', 'x', { requests: 21 })], { a: twentyPerMinute }, 61],
    ['three bursts wait twice', [callOf('a', 'x', { requests: 60 })], { a: twentyPerMinute }, 131],
    [
      'the strictest limit counts',
      [callOf('a', 'x', { requests: 6 })],
      {
        a: account([
          [1000, 1000],
          [5, 3_600_000],
        ]),
      },
      3601,
    ],
    [
      'several in flight share the answer time',
      Array.from({ length: 8 }, (_, i) => callOf('a', 'x', { domain: `d${i}.com` })),
      { a: account([], 8) },
      1,
    ],
    ['those of one domain come one after the other', [callOf('a', 'x', { requests: 8 })], { a: account([], 8) }, 4],
    [
      'accounts work side by side',
      [callOf('a', 'x', { requests: 4 }), callOf('b', 'y', { requests: 4 })],
      { a: account([]), b: account([]) },
      2,
    ],
    ['an account without known limits takes its answers', [callOf('a', 'x', { requests: 4 })], {}, 2],
  ];
  test.each(cases)('%s', (_claim, calls, descriptors, seconds) => {
    const known = new Map(Object.entries(descriptors));
    expect(estimateSeconds(workOf({ calls }, known), known, new Map())).toBe(seconds);
  });
});

test('what was sent a moment ago counts towards the limits still', () => {
  const descriptors = new Map([['a', twentyPerMinute]]);
  const endedMsAgo = Array.from({ length: 20 }, (_, i) => 20_000 - 100 * i);
  const work = workOf({ calls: [callOf('a', 'x')] }, descriptors);
  expect(estimateSeconds(work, descriptors, new Map([['a', { answerMs: 100, endedMsAgo }]]))).toBe(41);
});
