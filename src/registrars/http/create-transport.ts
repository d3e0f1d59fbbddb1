/**
 * The transport of one account: retry(queue(limit(request))), composed here and nowhere else. p-retry repeats, one
 * Bottleneck per account and limit holds back, global `fetch` with an undici `Agent` sends.
 * (nock sees global `fetch`, also with our own dispatcher; it does not see undici's own `fetch`.)
 */
import pRetry from 'p-retry';
import { Agent, type Dispatcher } from 'undici';
import type { RateLimit } from '../../schema/capabilities.ts';
import { type RegistrarError, inDoubt as withDoubt } from '../errors.ts';
import { keepEncoded } from './encoding.ts';
import { exchange, NoAnswer, outgoingOf, urlOf } from './exchange.ts';
import { failureOf } from './failure.ts';
import { judgeByStatus } from './judge.ts';
import { createQueue, type LimitWait } from './queue.ts';
import { createRedactor } from './redact.ts';
import {
  defaultRetry,
  hadNoEffect,
  mayRepeat,
  type RetryOptions,
  type Setback,
  setbackOf,
  waitMs,
} from './retry-policy.ts';
import {
  type Answerer,
  type HttpRequest,
  type HttpResponse,
  type Judge,
  simulatorHeader,
  type Transport,
} from './transport.ts';

export interface TransportOptions {
  readonly registrar: string;
  readonly account: string;
  /** Base URL. */
  readonly endpoint: string;
  /** Base URLs of further origins, by the names that requests give. */
  readonly origins?: Readonly<Record<string, string>>;
  readonly limits: readonly Pick<RateLimit, 'requests' | 'perMs'>[];
  readonly maxConcurrent: number;
  /** Values that must never be shown. */
  readonly secrets: readonly string[];
  /** The API's own signals; absent: by HTTP status. */
  readonly judge?: Judge;
  readonly retry?: Partial<RetryOptions>;
  readonly timeoutMs?: number;
  readonly dispatcher?: Dispatcher;
  now?(): number;
  random?(): number;
  log?(event: TransportEvent): void;
  /** Takes note of who answered. */
  readonly answerers?: Set<Answerer>;
  /** Counted up as requests go out. */
  readonly counters?: TransportCounters;
}

/** Requests sent by one account, repeats included; `retries` are the repeats among them. */
export interface TransportCounters {
  reads: number;
  writes: number;
  retries: number;
}

/** One request as it was sent, for `--verbose`; without secrets. */
export interface TransportEvent {
  readonly account: string;
  readonly operation: string;
  readonly object: string;
  readonly method: string;
  readonly url: string;
  readonly attempt: number;
  readonly durationMs: number;
  /** The HTTP status, or why there is none. */
  readonly outcome: number | string;
  /** How long until it is sent again; absent: it is not. */
  readonly waitMs?: number;
}

/** `refused`: the API has said that it is too fast. `limit`: a documented one. `answer`: to a request, for `ms` at most. */
export type Waiting = { readonly ms: number } & (
  | { readonly reason: 'refused' }
  | { readonly reason: 'limit'; readonly limit: LimitWait['limit'] }
  | { readonly reason: 'answer'; readonly attempt: number }
);

/** An answer is waited for in silence for as long. */
const slowAnswerMs = 10_000;

export const defaultTimeoutMs = 60_000;

/** Thrown between an attempt and p-retry; never leaves this file. */
class AttemptFailed extends Error {
  readonly setback: Setback;
  /** Until it may be sent again; undefined: not again. */
  readonly waitMs: number | undefined;

  constructor(setback: Setback, waitMs: number | undefined) {
    super(setback.kind);
    this.setback = setback;
    this.waitMs = waitMs;
  }
}

/** The transport as the workflow sees it. */
export interface AccountTransport extends Transport {
  /** What requests wait for now; null where nothing holds them back. */
  waiting(): Waiting | null;
  /** Mean time until an answer in milliseconds, null for none yet; and how long ago each request ended, the latest last. */
  pace(): { readonly answerMs: number | null; readonly endedMsAgo: readonly number[] };
  /** Why nothing more is sent; undefined: the account has not been refused. */
  refusal(): RegistrarError | undefined;
}

export function createTransport(options: TransportOptions): AccountTransport {
  // Waits go by a clock that nobody sets: with one that is set back, an apply would stand still for as long.
  const now = options.now ?? (() => performance.now());
  const random = options.random ?? Math.random;
  const retry: RetryOptions = { ...defaultRetry, ...options.retry };
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const judge: Judge = options.judge ?? ((response) => judgeByStatus(response, Date.now()));
  const redact = createRedactor(options.secrets);
  const queue = createQueue({ limits: options.limits, maxConcurrent: options.maxConcurrent, now });
  const shortestWindowMs = options.limits.length === 0 ? 0 : Math.min(...options.limits.map((limit) => limit.perMs));
  const dispatcher = keepEncoded(options.dispatcher ?? new Agent({ connections: options.maxConcurrent }));
  const { registrar, account, endpoint } = options;
  /** Nothing of this account goes out before this moment: the API has refused with this answer. */
  let pause: { readonly untilMs: number; readonly setback: Setback } | undefined;
  let refusal: RegistrarError | undefined;
  const first = firstAlone();
  /** When requests ended: as many as any limit counts. */
  const ended: number[] = [];
  const longestMemory = Math.max(0, ...options.limits.map(({ requests }) => requests));
  let answers = 0;
  let answeredMs = 0;
  /** Sent and not answered; the longest first. */
  const underWay = new Set<{ readonly startedAt: number; readonly attempt: number }>();

  async function send(request: HttpRequest): Promise<HttpResponse> {
    await first.turn();
    if (refusal !== undefined) throw refusal;
    const leave = queue.enter();
    let attempts = 0;
    let inDoubt = request.inDoubt === true;
    try {
      const response = await pRetry(
        (attempt) => {
          attempts = attempt;
          // A write goes before reads: what it goes by was read a moment ago.
          return queue.run(() => sendOnce(request, attempt), attempt > 1 || request.kind === 'write');
        },
        {
          retries: retry.attempts - 1,
          // The waiting is ours: what an API asks for holds for the whole account.
          minTimeout: 0,
          shouldRetry: ({ error }) => error instanceof AttemptFailed && error.waitMs !== undefined,
          onFailedAttempt: ({ error }) => {
            if (error instanceof AttemptFailed && !hadNoEffect(request, error.setback)) inDoubt = true;
            return waitAfter(error);
          },
        },
      );
      return inDoubt ? { ...response, inDoubt } : response;
    } catch (error) {
      if (!(error instanceof AttemptFailed)) throw inDoubt ? withDoubt(error) : error;
      const tooLongMs = asksForTooLong(error.setback);
      throw failureOf(request, error.setback, {
        registrar,
        account,
        endpoint: redact(baseOf(request)),
        attempts,
        inDoubt,
        redact,
        ...(tooLongMs === undefined ? {} : { tooLongMs }),
      });
    } finally {
      leave();
      first.answered();
    }
  }

  /** One attempt, when its turn in the queue has come. Throws `AttemptFailed`. */
  async function sendOnce(request: HttpRequest, attempt: number): Promise<HttpResponse> {
    if (refusal !== undefined) throw refusal;
    await pauseOver();
    const bare = outgoingOf(request, baseOf(request));
    const outgoing = (await request.authorize?.(bare)) ?? bare;
    count(request, attempt);
    const startedAt = now();
    const sent = { startedAt, attempt };
    underWay.add(sent);
    const outcome = await exchange(outgoing, { timeoutMs, dispatcher })
      .then(judged, unanswered)
      .finally(() => underWay.delete(sent));
    remember(startedAt);
    if (!('kind' in outcome)) {
      report(request, attempt, startedAt, outcome.status);
      return outcome;
    }
    first.answered();
    const delayMs = waitMs(outcome, attempt, { retry, shortestWindowMs, random });
    if (outcome.kind === 'refused') pauseFor(outcome, delayMs);
    const again = attempt < retry.attempts && mayRepeat(request, outcome) && asksForTooLong(outcome) === undefined;
    const wait = again ? delayMs : undefined;
    const reason = outcome.kind === 'no-answer' ? outcome.error.message : outcome.response.status;
    report(request, attempt, startedAt, reason, wait);
    throw new AttemptFailed(outcome, wait);
  }

  function baseOf({ origin }: HttpRequest): string {
    if (origin === undefined) return endpoint;
    const base = options.origins?.[origin];
    if (base === undefined) throw new Error(`${registrar} names no origin ${origin}`);
    return base;
  }

  function remember(startedAt: number): void {
    answers += 1;
    answeredMs += now() - startedAt;
    ended.push(now());
    if (ended.length > longestMemory) ended.shift();
  }

  function waiting(): Waiting | null {
    const pausedMs = pause === undefined ? 0 : pause.untilMs - now();
    if (pausedMs > 0) return { reason: 'refused', ms: pausedMs };
    const held = queue.waiting();
    if (held !== null) return { reason: 'limit', ...held };
    const [longest] = underWay;
    if (longest === undefined) return null;
    const { startedAt, attempt } = longest;
    const sinceMs = now() - startedAt;
    if (sinceMs < slowAnswerMs) return null;
    return { reason: 'answer', ms: Math.max(0, timeoutMs - sinceMs), attempt };
  }

  function judged(response: HttpResponse): HttpResponse | Setback {
    options.answerers?.add(simulatorHeader in response.headers ? 'simulator' : 'registrar');
    const verdict = judge(response);
    return verdict.kind === 'final' ? response : setbackOf(verdict, response);
  }

  function unanswered(error: unknown): Setback {
    if (error instanceof NoAnswer) return { kind: 'no-answer', error };
    throw error;
  }

  function asksForTooLong(setback: Setback): number | undefined {
    if (setback.kind === 'no-answer' || setback.retryAfterMs === undefined) return undefined;
    return setback.retryAfterMs > retry.maxWaitMs ? setback.retryAfterMs : undefined;
  }

  /** After a refusal the pause of the whole account does the waiting, at the head of the queue. */
  async function waitAfter(error: Error): Promise<void> {
    if (!(error instanceof AttemptFailed) || error.setback.kind === 'refused') return;
    if (error.waitMs !== undefined) await sleep(error.waitMs);
  }

  function pauseFor(setback: Setback, delayMs: number): void {
    const untilMs = now() + delayMs;
    if (pause === undefined || untilMs > pause.untilMs) pause = { untilMs, setback };
  }

  async function pauseOver(): Promise<void> {
    while (pause !== undefined) {
      const leftMs = pause.untilMs - now();
      if (leftMs <= 0) pause = undefined;
      else if (leftMs > retry.maxWaitMs) throw new AttemptFailed(pause.setback, undefined);
      else await sleep(leftMs);
    }
  }

  function count(request: HttpRequest, attempt: number): void {
    const { counters } = options;
    if (counters === undefined) return;
    if (request.kind === 'read') counters.reads += 1;
    else counters.writes += 1;
    if (attempt > 1) counters.retries += 1;
  }

  function report(
    request: HttpRequest,
    attempt: number,
    startedAt: number,
    outcome: number | string,
    wait?: number,
  ): void {
    options.log?.({
      account,
      operation: request.operation,
      object: request.object,
      method: request.method,
      url: redact(urlOf(request, baseOf(request))),
      attempt,
      durationMs: now() - startedAt,
      outcome: typeof outcome === 'string' ? redact(outcome) : outcome,
      ...(wait === undefined ? {} : { waitMs: wait }),
    });
  }

  return {
    send,
    redact,
    shut: (error) => {
      refusal ??= error.with({ scope: 'account', effect: 'none' });
      queue.letAllPass();
    },
    refusal: () => refusal,
    waiting,
    pace: () => ({ answerMs: answers === 0 ? null : answeredMs / answers, endedMsAgo: ended.map((at) => now() - at) }),
  };
}

/**
 * The first request of an account goes alone until it is answered, and its client has looked at the answer, which it does in
 * the same turn of the event loop: credentials that are refused are shown once, not as often as requests may be in flight.
 */
function firstAlone() {
  let begun = false;
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    turn: async () => {
      if (begun) await opened;
      begun = true;
    },
    answered: () => void setImmediate(open),
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
