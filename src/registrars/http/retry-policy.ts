/** Whether a request may be sent again, and after how long. Pure. */
import type { NoAnswer } from './exchange.ts';
import type { HttpRequest, HttpResponse, Verdict } from './transport.ts';

/** Why an attempt did not give an answer to hand on. */
export type Setback =
  | { readonly kind: 'refused'; readonly response: HttpResponse; readonly retryAfterMs?: number }
  | {
      readonly kind: 'unavailable';
      readonly response: HttpResponse;
      readonly retryAfterMs?: number;
      readonly seen?: string;
    }
  | { readonly kind: 'no-answer'; readonly error: NoAnswer };

export interface RetryOptions {
  /** Sends in all, the first included. */
  readonly attempts: number;
  /** The first wait; doubled with each attempt. */
  readonly baseMs: number;
  /** The longest wait that an API may ask for; longer ones fail at once, so that a run ends in reasonable time. */
  readonly maxWaitMs: number;
}

export const defaultRetry: RetryOptions = { attempts: 5, baseMs: 500, maxWaitMs: 300_000 };

export function setbackOf(verdict: Exclude<Verdict, { kind: 'final' }>, response: HttpResponse): Setback {
  const hint = verdict.retryAfterMs === undefined ? {} : { retryAfterMs: verdict.retryAfterMs };
  if (verdict.kind === 'rate-limited') return { kind: 'refused', response, ...hint };
  return { kind: 'unavailable', response, ...hint, ...(verdict.seen === undefined ? {} : { seen: verdict.seen }) };
}

/** Whether the request certainly had no effect. */
export function hadNoEffect(request: HttpRequest, setback: Setback): boolean {
  if (request.kind === 'read' || setback.kind === 'refused') return true;
  return setback.kind === 'no-answer' && !setback.error.sent;
}

/** Neither a certificate nor an endless or partial answer gets better by asking again; all else may, where a second effect cannot arise. */
export function mayRepeat(request: HttpRequest, setback: Setback): boolean {
  if (request.once === true) return false;
  if (setback.kind === 'no-answer' && ['certificate', 'too-large', 'part'].includes(setback.error.reason)) return false;
  return hadNoEffect(request, setback) || request.repeatable === true;
}

/**
 * Milliseconds to wait after the nth failed attempt (from 1). What the API asks for holds. Without that: doubling,
 * with jitter, so that several runs do not come back at once. After a refusal it starts at an eighth of the shortest
 * limit's window, since an earlier attempt would be refused again.
 */
export function waitMs(
  setback: Setback,
  attempt: number,
  options: { readonly retry: RetryOptions; readonly shortestWindowMs: number; random(): number },
): number {
  if (setback.kind !== 'no-answer' && setback.retryAfterMs !== undefined) return setback.retryAfterMs;
  const { baseMs, maxWaitMs } = options.retry;
  const first = setback.kind === 'refused' ? Math.max(baseMs, options.shortestWindowMs / 8) : baseMs;
  const full = Math.min(first * 2 ** (attempt - 1), maxWaitMs);
  return Math.round(full * (0.5 + options.random() / 2));
}
