import { describe, expect, it } from 'vitest';
import { NoAnswer } from '../../../src/registrars/http/exchange.ts';
import { judgeByStatus, retryAfter } from '../../../src/registrars/http/judge.ts';
import {
  defaultRetry,
  hadNoEffect,
  mayRepeat,
  type Setback,
  waitMs,
} from '../../../src/registrars/http/retry-policy.ts';
import type { HttpRequest } from '../../../src/registrars/http/transport.ts';

const answer = (status: number, headers: Record<string, string> = {}) => ({ status, headers, text: '' });
const request = (kind: 'read' | 'write', repeatable?: boolean): HttpRequest => ({
  method: 'POST',
  path: '/',
  kind,
  operation: 'test',
  object: 'example.com',
  ...(repeatable === undefined ? {} : { repeatable }),
});
const setbacks = {
  refused: { kind: 'refused', response: answer(429) },
  'HTTP 500': { kind: 'unavailable', response: answer(500) },
  'cut after sending': { kind: 'no-answer', error: new NoAnswer('connection', true, 'cut') },
  'time out': { kind: 'no-answer', error: new NoAnswer('timeout', true, 'slow') },
  'never connected': { kind: 'no-answer', error: new NoAnswer('connection', false, 'ECONNREFUSED') },
  'bad certificate': { kind: 'no-answer', error: new NoAnswer('certificate', false, 'CERT_HAS_EXPIRED') },
} as const satisfies Record<string, Setback>;

describe('what may be sent again', () => {
  it.each([
    // setback, read, write, repeatable write, a write certainly had no effect
    ['refused', true, true, true, true],
    ['HTTP 500', true, false, true, false],
    ['cut after sending', true, false, true, false],
    ['time out', true, false, true, false],
    ['never connected', true, true, true, true],
    ['bad certificate', false, false, false, true],
  ] as const)('%s: read %s, write %s, repeatable write %s', (name, read, write, repeatable, noEffect) => {
    const setback = setbacks[name];
    expect(mayRepeat(request('read'), setback)).toBe(read);
    expect(mayRepeat(request('write'), setback)).toBe(write);
    expect(mayRepeat(request('write', true), setback)).toBe(repeatable);
    expect(hadNoEffect(request('write'), setback)).toBe(noEffect);
    expect(hadNoEffect(request('read'), setback)).toBe(true);
  });
});

describe('how long to wait', () => {
  const options = { retry: defaultRetry, shortestWindowMs: 60_000, random: () => 1 };

  it('doubles from half a second', () => {
    const waits = [1, 2, 3, 4].map((attempt) => waitMs(setbacks['HTTP 500'], attempt, options));
    expect(waits).toEqual([500, 1000, 2000, 4000]);
  });

  it('takes off up to a half at random', () => {
    expect(waitMs(setbacks['HTTP 500'], 1, { ...options, random: () => 0 })).toBe(250);
  });

  it('reaches over the window of the limit after a refusal that gives no time', () => {
    const waits = [1, 2, 3, 4].map((attempt) => waitMs(setbacks.refused, attempt, options));
    expect(waits).toEqual([7_500, 15_000, 30_000, 60_000]);
  });

  it('is what the API says', () => {
    expect(waitMs({ ...setbacks.refused, retryAfterMs: 1234 }, 3, options)).toBe(1234);
  });
});

describe('what an answer means by its status', () => {
  it.each([
    [200, 'final'],
    [400, 'final'],
    [404, 'final'],
    [408, 'unavailable'],
    [429, 'rate-limited'],
    [500, 'unavailable'],
    [503, 'unavailable'],
    [522, 'unavailable'],
  ])('%i is %s', (status, kind) => {
    expect(judgeByStatus(answer(status), 0).kind).toBe(kind);
  });

  it.each([
    ['7', 7000],
    ['0.5', 500],
    ['Mon, 23 Nov 2026 12:00:10 GMT', 10_000],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ])('reads Retry-After: %s', (value, expected) => {
    const now = Date.parse('2026-11-23T12:00:00Z');
    expect(retryAfter(answer(429, { 'retry-after': value }), now)).toBe(expected);
  });
});
