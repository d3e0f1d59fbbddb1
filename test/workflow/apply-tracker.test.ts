import { expect, it } from 'vitest';
import { createTracker } from '../../src/workflow/apply/tracker.ts';
import { changeOf } from '../cli/views/plan-fixture.ts';

it('a set that is forgotten at one host and not made at the other is not applied there', () => {
  const changes = [
    changeOf('example.com/www/A', 'forget', { account: 'old' }),
    changeOf('example.com/www/A', 'create', { account: 'new' }),
  ];
  const tracker = createTracker({ changes } as never, { finished: () => {} });
  tracker.applied('old', 'example.com/www/A');
  tracker.failed('new', ['example.com/www/A'], 'HTTP 500');
  expect(tracker.results().map(({ account, status }) => `${account} ${status}`)).toEqual(['old applied', 'new failed']);
});

it('tells why a change was held back, unless it ended after all; what was sent and is heard of no more has failed', () => {
  const changes = ['a', 'b', 'c', 'd'].map((name) => changeOf(`example.com/${name}/A`, 'create', { account: 'host' }));
  const [a, b, c, d] = changes.map(({ address }) => address) as [string, string, string, string];
  const told: string[] = [];
  const tracker = createTracker({ changes } as never, {
    finished: ({ address, status }, done, total) => told.push(`${address} ${status} ${done}/${total}`),
  });
  tracker.heldBack('host', [a, b], 'held back');
  tracker.applied('host', a);
  tracker.heldBack('host', [a], 'too late to say so');
  tracker.sent('host', [a, c]);
  tracker.giveUp('not heard of');
  tracker.applied('host', c);
  tracker.failed('elsewhere', [d], 'no change of this plan');
  expect(tracker.results()).toEqual([
    { address: a, account: 'host', action: 'create', status: 'applied' },
    { address: b, account: 'host', action: 'create', status: 'not_attempted', error: 'held back' },
    { address: c, account: 'host', action: 'create', status: 'failed', error: 'not heard of' },
    { address: d, account: 'host', action: 'create', status: 'not_attempted' },
  ]);
  expect(told).toEqual([`${a} applied 1/4`, `${c} failed 2/4`]);
});
