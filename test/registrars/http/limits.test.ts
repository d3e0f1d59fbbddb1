/** Pace and pauses, on a clock that the test moves. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTransport, type TransportOptions } from '../../../src/registrars/http/create-transport.ts';
import { SlidingWindow } from '../../../src/registrars/http/sliding-window.ts';
import type { HttpRequest } from '../../../src/registrars/http/transport.ts';

const read: HttpRequest = { method: 'GET', path: '/', kind: 'read', operation: 'read records', object: 'example.com' };

/** When requests arrived, in milliseconds from the start. */
let arrivals: number[] = [];
let start = 0;

function serve(answer: (n: number) => Response, latencyMs = 0): void {
  vi.stubGlobal('fetch', async () => {
    arrivals.push(Date.now() - start);
    const n = arrivals.length;
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    return answer(n);
  });
}

function transport(options: Partial<TransportOptions> = {}) {
  return createTransport({
    registrar: 'testco',
    account: 'main',
    endpoint: 'http://127.0.0.1:1',
    limits: [],
    maxConcurrent: 8,
    secrets: [],
    random: () => 1,
    ...options,
  });
}

/** Runs until all are settled; answers with their outcomes and the time that it took. */
async function settle(
  sends: readonly Promise<unknown>[],
): Promise<{ outcomes: PromiseSettledResult<unknown>[]; ms: number }> {
  const began = performance.now();
  let ms = -1;
  const all = Promise.allSettled(sends).then((outcomes) => {
    ms = performance.now() - began;
    return outcomes;
  });
  while (ms < 0) await vi.advanceTimersByTimeAsync(50);
  return { outcomes: await all, ms };
}

function mostInAnyWindow(perMs: number): number {
  return Math.max(...arrivals.map((at) => arrivals.filter((other) => other >= at && other < at + perMs).length));
}

beforeEach(() => {
  vi.useFakeTimers();
  arrivals = [];
  start = Date.now();
});
afterEach(() => {
  // In this order: what was stubbed may have been a false timer.
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('tells what an account waits for: an answer that takes long, and which attempt it is', async () => {
  let sent = 0;
  // Never answered, as by a server that says 102 Processing for ever.
  vi.stubGlobal('fetch', (_url: string, { signal }: RequestInit) => {
    sent += 1;
    return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
  });
  const client = transport({ timeoutMs: 60_000, retry: { attempts: 2, baseMs: 0 } });
  const outcome = client.send(read).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(9000);
  expect(client.waiting()).toBeNull();
  await vi.advanceTimersByTimeAsync(3000);
  expect(client.waiting()).toMatchObject({ reason: 'answer', attempt: 1 });
  await vi.advanceTimersByTimeAsync(60_000);
  expect([sent, client.waiting()]).toMatchObject([2, { reason: 'answer', attempt: 2 }]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([await outcome, client.waiting()]).toMatchObject([{ message: expect.stringContaining('60 s') }, null]);
});

describe('limits', () => {
  it.each([-5, 5])('hold as they are where the clock is set by %i hours', async (hours) => {
    serve((n) => {
      if (n === 1) vi.setSystemTime(Date.now() + hours * 3_600_000);
      return new Response('{}');
    });
    const { send } = transport({ limits: [{ requests: 1, perMs: 1000 }] });
    const { outcomes, ms } = await settle([send(read), send(read), send(read)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect(ms).toBeGreaterThanOrEqual(2000);
    expect(ms).toBeLessThan(2500);
  });

  it.each([
    { n: 10, requests: 10, perMs: 1000, latencyMs: 0 },
    { n: 11, requests: 10, perMs: 1000, latencyMs: 0 },
    { n: 200, requests: 20, perMs: 1000, latencyMs: 0 },
    { n: 150, requests: 50, perMs: 60_000, latencyMs: 300 },
    { n: 3000, requests: 1200, perMs: 300_000, latencyMs: 0 },
  ])('$n requests at $requests in $perMs ms take no longer than they must, and never exceed', async (given) => {
    serve(() => new Response('{}'), given.latencyMs);
    const { send } = transport({ limits: [given] });
    const { ms } = await settle(Array.from({ length: given.n }, () => send(read)));
    const least = Math.floor((given.n - 1) / given.requests) * given.perMs;
    expect(ms).toBeGreaterThanOrEqual(least);
    // Beside 5 %: what one burst takes to go through the queue.
    expect(ms).toBeLessThan(least * 1.05 + given.latencyMs * (given.n / 8) + 100);
    expect(mostInAnyWindow(given.perMs)).toBeLessThanOrEqual(given.requests);
  });

  it('keeps several limits at once', async () => {
    serve(() => new Response('{}'));
    const { send } = transport({
      limits: [
        { requests: 5, perMs: 1000 },
        { requests: 20, perMs: 60_000 },
      ],
    });
    const { ms } = await settle(Array.from({ length: 25 }, () => send(read)));
    expect(ms).toBeGreaterThanOrEqual(60_000);
    expect(ms).toBeLessThan(63_000);
    expect(mostInAnyWindow(1000)).toBeLessThanOrEqual(5);
    expect(mostInAnyWindow(60_000)).toBeLessThanOrEqual(20);
  });

  it('counts repeats against the limit', async () => {
    serve((n) => new Response('', { status: n % 2 === 1 ? 503 : 200 }));
    const { send } = transport({ limits: [{ requests: 4, perMs: 10_000 }], maxConcurrent: 1 });
    await settle(Array.from({ length: 6 }, () => send(read)));
    expect(arrivals).toHaveLength(12);
    expect(mostInAnyWindow(10_000)).toBeLessThanOrEqual(4);
  });

  it('has no more requests in flight than it may', async () => {
    let inFlight = 0;
    let most = 0;
    vi.stubGlobal('fetch', async () => {
      most = Math.max(most, ++inFlight);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inFlight -= 1;
      return new Response('{}');
    });
    const { send } = transport({ maxConcurrent: 3 });
    await settle(Array.from({ length: 20 }, () => send(read)));
    expect(most).toBe(3);
  });
});

describe('"too many requests"', () => {
  const refused = (retryAfter?: string) =>
    new Response('slow down', { status: 429, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } });

  it('pauses the whole account for as long as the API says', async () => {
    serve((n) => (n === 1 ? refused('30') : new Response('{}')));
    const { send } = transport({ maxConcurrent: 1 });
    const { outcomes } = await settle([send(read), send(read), send({ ...read, kind: 'write' })]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect(arrivals.filter((at) => at < 30_000)).toHaveLength(1);
    expect(arrivals).toHaveLength(4);
  });

  it('repeats a write, since it had no effect', async () => {
    serve((n) => (n < 3 ? refused('1') : new Response('{}')));
    const counters = { reads: 0, writes: 0, retries: 0 };
    const { outcomes } = await settle([transport({ counters }).send({ ...read, kind: 'write' })]);
    expect(outcomes[0]?.status).toBe('fulfilled');
    expect(counters).toEqual({ reads: 0, writes: 3, retries: 2 });
  });

  it('gives up after five attempts, and says who may have used up the limit', async () => {
    serve(() => refused('2'));
    const { outcomes } = await settle([transport().send({ ...read, kind: 'write' })]);
    expect(arrivals).toHaveLength(5);
    expect(outcomes[0]).toMatchObject({
      reason: {
        code: 'rate-limited',
        effect: 'none',
        message: expect.stringMatching(/HTTP 429 slow down, 5 times\. .*used up by something else.*run again/),
      },
    });
  });

  it('does not wait for longer than it was told to, and tells how long the API asks for', async () => {
    serve(() => refused('3600'));
    const { send } = transport({ maxConcurrent: 1 });
    const { outcomes, ms } = await settle([send(read), send(read)]);
    expect(ms).toBeLessThan(1000);
    // The second was not even sent.
    expect(arrivals).toHaveLength(1);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ reason: { code: 'rate-limited', advice: expect.stringContaining('3600 s') } });
    }
  });

  it("follows an API's own signal", async () => {
    serve((n) => new Response(n === 1 ? 'quota' : '{}'));
    const { send } = transport({
      judge: ({ text }) => (text === 'quota' ? { kind: 'rate-limited', retryAfterMs: 5000 } : { kind: 'final' }),
    });
    await settle([send(read)]);
    expect(arrivals[1]).toBeGreaterThanOrEqual(5000);
  });
});

describe('the process', () => {
  it('is kept alive by units that are still out only while somebody waits for them', async () => {
    const timers: NodeJS.Timeout[] = [];
    const original = globalThis.setTimeout;
    vi.stubGlobal('setTimeout', (task: () => void, ms?: number) => {
      const timer = original(task, ms);
      if (ms !== undefined && ms >= 60_000) timers.push(timer);
      return timer;
    });
    const window = new SlidingWindow({ requests: 1, perMs: 60_000, now: Date.now });
    window.finished();
    expect(timers.map((timer) => timer.hasRef())).toEqual([false]);
    window.setAwaited(true);
    expect(timers.map((timer) => timer.hasRef())).toEqual([true]);
    window.setAwaited(false);
    expect(timers.map((timer) => timer.hasRef())).toEqual([false]);
  });
});

it('a request that nothing holds back does not wait for timers in its queue', async () => {
  vi.useRealTimers();
  vi.stubGlobal('fetch', async () => new Response('{}'));
  const waits: number[] = [];
  const original = globalThis.setTimeout;
  vi.stubGlobal('setTimeout', (task: () => void, ms = 0) => {
    waits.push(ms);
    return original(task, ms);
  });
  const { send } = transport({ limits: [{ requests: 5, perMs: 60_000 }] });
  await send(read);
  // The request's own time limit, and its unit's return; the job's start is a timer of Bottleneck's own.
  expect(waits.filter((ms) => ms < 60_000)).toEqual([0]);
});
