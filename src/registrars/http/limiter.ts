/** Bottleneck with a shorter way through. */
import Bottleneck from 'bottleneck';

/** What is inside a limiter, as far as it is touched here. */
interface Inside {
  readonly _store?: { yieldLoop?(ms?: number): Promise<void> };
}

/**
 * A limiter gives way to the event loop four or five times for each job, with `setTimeout(0)`: a millisecond each, and
 * so 6 ms for a request that waits for nothing. `setImmediate` gives way just as well; measured with 2,000 requests to
 * loopback, it takes half the time and half the CPU. If Bottleneck ever changes inside, its own way is left alone.
 */
export function createLimiter(options: Bottleneck.ConstructorOptions): Bottleneck {
  const limiter = new Bottleneck(options);
  const store = (limiter as Inside)._store;
  if (store?.yieldLoop !== undefined) {
    store.yieldLoop = (ms = 0) =>
      new Promise((resolve) => {
        if (ms > 0) setTimeout(resolve, ms);
        else setImmediate(resolve);
      });
  }
  return limiter;
}
