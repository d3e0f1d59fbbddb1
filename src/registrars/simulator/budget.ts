/** The documented limits as a server keeps them: so many requests in any window that ends now. */
import type { RateLimit } from '../../schema/capabilities.ts';

interface Budget {
  /** Takes one unit of every limit, or none; then the milliseconds until there is one again. */
  take(): { readonly ok: true } | { readonly ok: false; readonly waitMs: number };
}

export function createBudget(limits: readonly Pick<RateLimit, 'requests' | 'perMs'>[], now: () => number): Budget {
  const windows = limits.map((limit) => ({ ...limit, taken: [] as number[] }));
  return {
    take: () => {
      const at = now();
      let waitMs = 0;
      for (const { taken, requests, perMs } of windows) {
        while (taken[0] !== undefined && taken[0] <= at - perMs) taken.shift();
        const oldest = taken[taken.length - requests];
        if (oldest !== undefined) waitMs = Math.max(waitMs, oldest + perMs - at);
      }
      if (waitMs > 0) return { ok: false, waitMs };
      for (const { taken } of windows) taken.push(at);
      return { ok: true };
    },
  };
}
