import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/registrars/namecom/judge.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const at = (seconds: number) => String(now / 1000 + seconds);
const judged = (status: number, headers: Readonly<Record<string, string>> = {}, text = '{}') =>
  judge({ status, headers, text }, now);

describe('what an answer means', () => {
  it('429: refused, until the time that it tells', () => {
    expect(judged(429, { 'x-ratelimit-reset': at(7) })).toEqual({ kind: 'rate-limited', retryAfterMs: 7000 });
  });

  it('429 with both times: the later one', () => {
    const both = (reset: number, after: number) => ({ 'x-ratelimit-reset': at(reset), 'retry-after': String(after) });
    expect(judged(429, both(7, 30))).toEqual({ kind: 'rate-limited', retryAfterMs: 30_000 });
    expect(judged(429, both(70, 30))).toEqual({ kind: 'rate-limited', retryAfterMs: 70_000 });
  });

  it('429 with a time that has passed, or none: for as long as is usual', () => {
    expect(judged(429, { 'x-ratelimit-reset': at(-1) })).toEqual({ kind: 'rate-limited' });
    expect(judged(429, { 'x-ratelimit-reset': 'soon' })).toEqual({ kind: 'rate-limited' });
    expect(judged(429)).toEqual({ kind: 'rate-limited' });
  });

  it('403 for too many at once: refused; any other 403: an answer', () => {
    expect(judged(403, {}, '{"message":"Too Many Concurrent Requests"}')).toEqual({ kind: 'rate-limited' });
    expect(judged(403, {}, '{"message":"Permission denied"}')).toEqual({ kind: 'final' });
  });

  it('502: something failed, perhaps after an effect', () => {
    expect(judged(502)).toEqual({ kind: 'unavailable' });
  });
});
