/** What can go wrong on purpose: which requests, how often, in which way. Repeatable through the seed. */
import { seededRandom } from './random.ts';

/**
 * `429`, `500`: refused in the API's own words. `cut-before`, `cut-after`: the connection is cut before or after the
 * request was carried out. `html`: a web page with status 200, nothing carried out. `short-page`: carried out, the
 * body ends half-way. `malformed`: carried out, the body is well-formed but of another shape.
 */
export const faultKinds = ['429', '500', 'cut-before', 'cut-after', 'html', 'short-page', 'malformed'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What a fault rate alone means: faults that a run has to survive. */
export const networkFaults: readonly FaultKind[] = ['429', '500', 'cut-before', 'cut-after'];

export interface FaultRule {
  /** Share of the matching requests that fail, 0 to 1. */
  readonly rate: number;
  readonly kinds: readonly FaultKind[];
  readonly only: 'reads' | 'writes' | 'all';
  /** Only requests whose path and query contain this. */
  readonly path?: string;
  /** How many faults in all; absent: no end. */
  readonly count?: number;
}

interface Faults {
  set(rule: FaultRule): void;
  /** The fault for this request, if it is to have one. */
  next(request: { readonly write: boolean; readonly url: string }): FaultKind | undefined;
}

export function createFaults(rule: FaultRule, seed: number): Faults {
  const random = seededRandom(seed);
  let current = rule;
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  return {
    set: (next) => {
      current = next;
      left = next.count ?? Number.POSITIVE_INFINITY;
    },
    next: ({ write, url }) => {
      if (left <= 0 || current.rate <= 0 || current.kinds.length === 0) return undefined;
      if (current.only !== 'all' && (current.only === 'writes') !== write) return undefined;
      if (current.path !== undefined && !url.includes(current.path)) return undefined;
      if (random() >= current.rate) return undefined;
      left -= 1;
      return current.kinds[Math.floor(random() * current.kinds.length)];
    },
  };
}

/** Reads the body of `POST /__sandbox/faults`; whatever is left out means: all, always. Throws on anything else. */
export function parseFaultRule(body: string): FaultRule {
  const given = JSON.parse(body) as Partial<FaultRule>;
  const rule: FaultRule = {
    ...given,
    rate: given.rate ?? 1,
    kinds: given.kinds ?? networkFaults,
    only: given.only ?? 'all',
  };
  const unknown = rule.kinds.filter((kind) => !faultKinds.includes(kind));
  if (unknown.length > 0) throw new Error(`unknown fault ${unknown.join(', ')}: use ${faultKinds.join(', ')}`);
  return rule;
}
