/** The queue of one account: so many requests in flight, and all documented limits at once. Built on Bottleneck. */
import type { RateLimit } from '../../schema/capabilities.ts';
import { createLimiter } from './limiter.ts';
import { SlidingWindow } from './sliding-window.ts';

/** What requests wait for, and how long still. */
export interface LimitWait {
  readonly limit: Pick<RateLimit, 'requests' | 'perMs'>;
  readonly ms: number;
}

interface Queue {
  /** The longest wait for a limit; null where nobody waits for one. */
  waiting(): LimitWait | null;
  /** Runs the task when its turn has come, urgent ones before others. */
  run<T>(task: () => Promise<T>, urgent: boolean): Promise<T>;
  /** Nothing is sent any more: what waits for a limit need not. */
  letAllPass(): void;
  /** Marks a send as begun: until the returned function is called, waiting for a limit keeps the process alive. */
  enter(): () => void;
}

interface QueueOptions {
  readonly limits: readonly Pick<RateLimit, 'requests' | 'perMs'>[];
  readonly maxConcurrent: number;
  now(): number;
}

export function createQueue({ limits, maxConcurrent, now }: QueueOptions): Queue {
  // The first limiter also holds the number in flight; each job then passes through the others.
  const windows = limits.map(
    ({ requests, perMs }, index) =>
      new SlidingWindow({ requests, perMs, now, ...(index === 0 ? { maxConcurrent } : {}) }),
  );
  const first = windows[0]?.limiter ?? createLimiter({ maxConcurrent });
  windows.forEach((window, index) => {
    const next = windows[index + 1];
    if (next !== undefined) window.limiter.chain(next.limiter);
  });
  let entered = 0;
  const setAwaited = (awaited: boolean) => {
    for (const window of windows) window.setAwaited(awaited);
  };

  return {
    waiting: () => {
      const waits = windows.flatMap((window, index): readonly LimitWait[] => {
        const ms = window.waitMs();
        return ms === null ? [] : [{ limit: limits[index] as LimitWait['limit'], ms }];
      });
      return waits.sort((a, b) => b.ms - a.ms)[0] ?? null;
    },
    run: (task, urgent) =>
      first.schedule({ priority: urgent ? 4 : 5 }, async () => {
        try {
          return await task();
        } finally {
          for (const window of windows) window.finished();
        }
      }),
    letAllPass: () => {
      for (const window of windows) window.letAllPass();
    },
    enter: () => {
      entered += 1;
      if (entered === 1) setAwaited(true);
      return () => {
        entered -= 1;
        if (entered === 0) setAwaited(false);
      };
    },
  };
}
