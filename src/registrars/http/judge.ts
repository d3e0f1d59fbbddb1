/** What an answer means for the retry decision, by HTTP alone. Registrars with signals of their own give a `Judge`. */
import type { HttpResponse, Verdict } from './transport.ts';

/** 429: refused. 408 and 5xx: something failed on the way or there; it may have had an effect. Else: the answer. */
export function judgeByStatus(response: HttpResponse, nowMs: number): Verdict {
  const retryAfterMs = retryAfter(response, nowMs);
  const hint = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (response.status === 429) return { kind: 'rate-limited', ...hint };
  if (response.status === 408 || response.status >= 500) return { kind: 'unavailable', ...hint };
  return { kind: 'final' };
}

/** The `Retry-After` header in milliseconds from now: seconds or an HTTP date (RFC 9110 section 10.2.3). */
export function retryAfter(response: HttpResponse, nowMs: number): number | undefined {
  const value = response.headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
