/** What a simulator has been asked: the counts that tests and benchmarks go by. */

/** The body of `GET /__sandbox/stats`. */
export interface SimulatorStats {
  /** Requests that were carried out, whatever they were answered. */
  readonly reads: number;
  readonly writes: number;
  /** Requests that were not carried out: over a limit, or lost to a fault. In none of the other numbers. */
  readonly rejected: number;
  /** Carried out, by method and path: `{"GET /v5/domains": 2}`. */
  readonly by_path: Readonly<Record<string, number>>;
}

interface StatsCounter {
  handled(method: string, path: string, write: boolean): void;
  rejected(): void;
  reset(): void;
  read(): SimulatorStats;
}

export function createStats(): StatsCounter {
  let reads = 0;
  let writes = 0;
  let rejected = 0;
  const byPath = new Map<string, number>();
  return {
    handled: (method, path, write) => {
      if (write) writes += 1;
      else reads += 1;
      const key = `${method} ${path}`;
      byPath.set(key, (byPath.get(key) ?? 0) + 1);
    },
    rejected: () => {
      rejected += 1;
    },
    reset: () => {
      reads = 0;
      writes = 0;
      rejected = 0;
      byPath.clear();
    },
    read: () => ({
      reads,
      writes,
      rejected,
      by_path: Object.fromEntries([...byPath].sort(([a], [b]) => (a < b ? -1 : 1))),
    }),
  };
}
