import { describe, expect, test } from 'vitest';
import { ago, utc } from '../../../src/cli/views/time.ts';

const now = '2026-11-23T10:00:00.000Z';

describe('a time for people', () => {
  test('is in UTC', () => {
    expect(utc('2026-11-20T09:30:59.123Z')).toBe('2026-11-20 09:30 UTC');
  });

  test.each([
    ['2026-11-23T09:59:01.000Z', 'just now'],
    ['2026-11-23T10:05:00.000Z', 'just now'],
    ['2026-11-23T09:59:00.000Z', '1 minute ago'],
    ['2026-11-23T08:00:01.000Z', '1 hour ago'],
    ['2026-11-22T10:00:01.000Z', '23 hours ago'],
    ['2026-11-20T09:00:00.000Z', '3 days ago'],
  ])('%s was %s', (then, words) => {
    expect(ago(then, now)).toBe(words);
  });
});
