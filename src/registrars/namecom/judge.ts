/** What an answer means for the retry decision: by status, and by what only Name.com says. */
import { judgeByStatus } from '../http/judge.ts';
import type { HttpResponse, Verdict } from '../http/transport.ts';

/**
 * Over a limit is 429 with `x-ratelimit-reset`, a Unix time in seconds (OpenAPI file); where there is also a
 * `Retry-After`, the later of the two holds. Too many at once is an example of a 403 there.
 */
export function judge(response: HttpResponse, nowMs = Date.now()): Verdict {
  if (response.status === 403 && /too many concurrent requests/i.test(response.text)) return { kind: 'rate-limited' };
  const verdict = judgeByStatus(response, nowMs);
  if (verdict.kind !== 'rate-limited') return verdict;
  const waits = [verdict.retryAfterMs, untilReset(response, nowMs)].filter((ms) => ms !== undefined);
  return waits.length === 0 ? verdict : { kind: 'rate-limited', retryAfterMs: Math.max(...waits) };
}

/** A moment that has passed already says nothing: the clocks differ. */
function untilReset({ headers }: HttpResponse, nowMs: number): number | undefined {
  const ms = Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000 - nowMs;
  return ms > 0 ? Math.ceil(ms) : undefined;
}
