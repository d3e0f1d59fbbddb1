/** Simulators behind `fetch` itself, on a clock that the test moves: real sockets do not keep a false clock's time. */
import { vi } from 'vitest';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import { createBudget } from '../../src/registrars/simulator/budget.ts';
import type { Simulator } from '../../src/registrars/simulator/simulator.ts';

const latencyMs = 20;

export interface Answered {
  requests: number;
  refused: number;
}

/** `refuseEvery`: which requests are refused though they are within the limits; 0 for none. */
export function answerThrough(registrar: WholeRegistrar, simulator: Simulator, refuseEvery = 0): Answered {
  const answered = { requests: 0, refused: 0 };
  const budget = createBudget(registrar.descriptor.limits, Date.now);
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const { pathname, searchParams } = new URL(url);
    answered.requests++;
    const taken = budget.take();
    await new Promise((resolve) => setTimeout(resolve, latencyMs));
    const injected = refuseEvery > 0 && answered.requests % refuseEvery === 0;
    if (!taken.ok || injected) answered.refused++;
    const response =
      taken.ok && !injected
        ? simulator.handle({
            method: init.method ?? 'GET',
            path: pathname,
            query: searchParams,
            headers: Object.fromEntries(new Headers(init.headers)),
            body: typeof init.body === 'string' ? init.body : '',
          })
        : simulator.tooManyRequests(taken.ok ? 1 : Math.ceil(taken.waitMs / 1000));
    const headers = new Headers(response.headers ?? {});
    for (const cookie of ('setCookies' in response && response.setCookies) || []) headers.append('set-cookie', cookie);
    return new Response(response.body === '' ? null : response.body, { status: response.status, headers });
  });
  return answered;
}

export async function advanceUntilDone<T>(work: Promise<T>, stepMs = 200, each: () => void = () => {}): Promise<T> {
  let done = false;
  const settled = work.finally(() => {
    done = true;
  });
  settled.catch(() => {});
  while (!done) {
    await vi.advanceTimersByTimeAsync(stepMs);
    each();
  }
  return settled;
}
