import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../src/state/history.ts';
import { plainManagement } from '../../src/workflow/apply/effects.ts';
import { preImages } from '../../src/workflow/pre-images.ts';

describe('the pre-images of a run', () => {
  const entry = (
    id: number,
    outcome: JournalEntry['outcome'],
    before: unknown,
    after: unknown,
    found: Readonly<Record<string, unknown>> = {},
  ): JournalEntry => ({
    id,
    run: 1,
    account: 'cf',
    domain: 'a.com',
    operation: 'x',
    covers: ['a.com/www/A'],
    recorded: { 'a.com/www/A': plainManagement },
    managed: {},
    before: { 'a.com/www/A': before },
    after: { 'a.com/www/A': after },
    at: '2026-11-23T10:00:00.000Z',
    outcome,
    error: null,
    found,
    settledAt: null,
  });
  const preImage = (before: unknown, after: unknown, certain: boolean) => [
    { address: 'a.com/www/A', account: 'cf', recorded: plainManagement, managed: null, before, after, certain },
  ];

  it.each([
    ['one call', [entry(1, 'done', 'old', 'new')], preImage('old', 'new', true)],
    [
      'two calls: before the first, after the last',
      [entry(1, 'done', 'old', null), entry(2, 'done', null, 'new')],
      preImage('old', 'new', true),
    ],
    ['a call that failed changed nothing', [entry(1, 'failed', 'old', 'new')], []],
    [
      'a call that failed changed what a read found that it left',
      [entry(1, 'failed', 'old', null, { 'a.com/www/A': 'half' })],
      preImage('old', 'half', true),
    ],
    ['a call in doubt may have', [entry(1, 'in-doubt', 'old', 'new')], preImage('old', 'new', false)],
    ['a call that was never settled may have', [entry(1, null, 'old', 'new')], preImage('old', 'new', false)],
  ])('%s', (_claim, journal, expected) => {
    expect(preImages(journal)).toEqual(expected);
  });
});
