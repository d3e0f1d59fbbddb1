/** What a write takes from a live record set: values, and options that are not what a set has by itself. */
import type { RecordType } from '../../schema/dns/rdata.ts';
import type { RecordOptions } from '../../schema/dns/record-set.ts';
import { joinedText } from '../../schema/dns/record-sets.ts';
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

/**
 * Of live values that nobody knows, those that are no changed form of a value of ours. One of ours that is gone may have
 * become any one value of its key; where there are more of a key than are gone, nobody can tell which were added.
 */
export function addedValues(type: RecordType, unknown: readonly string[], gone: readonly string[]): readonly string[] {
  const keyOf = type === 'TXT' ? textKey : () => '';
  const more = new Map<string, number>();
  const add = (key: string, number: number) => more.set(key, (more.get(key) ?? 0) + number);
  for (const value of unknown) add(keyOf(value), 1);
  for (const value of gone) add(keyOf(value), -1);
  return unknown.filter((value) => (more.get(keyOf(value)) ?? 0) > 0);
}

/** What a text is about: what stands before its first `=`, `:`, `;` or blank; with its value where that is `v`: `v=spf1`. */
function textKey(printed: string): string {
  const text = joinedText(printed);
  return (/^"(v=[^\s;"]+|[^\s=:;"]+)/i.exec(text)?.[1] ?? text).toLowerCase();
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
