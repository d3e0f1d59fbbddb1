/** Bottleneck with a shorter way through. */
import Bottleneck from 'bottleneck';

/** What is inside a limiter, as far as it is touched here. */
interface Inside {
  readonly _store?: { yieldLoop?(ms?: number): Promise<void>; _nextRequest?: number };
}

/**
 * A limiter gives way to the event loop four or five times for each job, with `setTimeout(0)`: a millisecond each, and
 * so 6 ms for a request that waits for nothing. `setImmediate` gives way just as well; measured with 2,000 requests to
 * loopback, it takes half the time and half the CPU.
 *
 * It also notes by `Date.now` when the next job may start, which without `minTime` is at once; where the clock is set
 * back by hours, that moment would be hours away. So it notes nothing.
 *
 * If Bottleneck ever changes inside, its own way is left alone.
 */
export function createLimiter(options: Omit<Bottleneck.ConstructorOptions, 'minTime'>): Bottleneck {
  const limiter = new Bottleneck(options);
  const store = (limiter as Inside)._store;
  if (store?.yieldLoop !== undefined) {
    store.yieldLoop = (ms = 0) =>
      new Promise((resolve) => {
        if (ms > 0) setTimeout(resolve, ms);
        else setImmediate(resolve);
      });
  }
  if (store?._nextRequest !== undefined) Object.defineProperty(store, '_nextRequest', { get: () => 0, set: () => {} });
  return limiter;
}
