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
