/** What a write takes from a live record set: values, and options that are not what a set has by itself. */
import type { RecordOptions } from '../../schema/dns/record-set.ts';
import type { RecordSetValue } from '../plan.ts';
import { isDefaultOption } from './options.ts';

export interface Loss {
  /** Printed. */
  readonly values: readonly string[];
  /** Keys. */
  readonly options: readonly string[];
}

type Sides = Pick<RecordSetValue, 'values' | 'options'>;

/** What somebody has agreed to lose: values, and options by key. */
export interface Known {
  readonly values: readonly string[];
  readonly options: readonly string[];
}

export const nothingKnown: Known = { values: [], options: [] };

/** What is live, will not be once `after` is (null: nothing), and is not known. TTLs are not looked at. */
export function lossOf(live: Sides, after: Sides | null, known: Known): Loss {
  const kept = new Set([...(after?.values ?? []), ...known.values]);
  return {
    values: live.values.filter((value) => !kept.has(value)),
    options: after === null ? [] : lostOptions(live.options ?? {}, after.options ?? {}, known.options),
  };
}

export function isLoss({ values, options }: Loss): boolean {
  return values.length + options.length > 0;
}

/** Of an option that the host does not tell, the records of the set differ in it. */
function lostOptions(live: RecordOptions, after: RecordOptions, known: readonly string[]): readonly string[] {
  return Object.keys(after).filter((key) => {
    if (known.includes(key)) return false;
    const there = live[key];
    const wanted = after[key];
    if (there === undefined) return true;
    if (isDefaultOption(there) || there === wanted) return false;
    if (Array.isArray(there) && Array.isArray(wanted)) return there.some((item) => !wanted.includes(item));
    return true;
  });
}
