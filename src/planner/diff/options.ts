/** Options of a record set: equal where the keys that somebody manages are equal. */
import type { OptionCapability } from '../../schema/capabilities.ts';
import type { OptionValue, RecordOptions } from '../../schema/dns/record-set.ts';

/**
 * The options that the config means: those it names, and the default for those that it named when it was last applied
 * and no longer does.
 */
export function meantOptions(
  desired: RecordOptions,
  recorded: RecordOptions | undefined,
  capabilities: Readonly<Record<string, OptionCapability>>,
): RecordOptions {
  if (recorded === undefined) return desired;
  const dropped = Object.keys(recorded).filter((key) => !(key in desired) && key in capabilities);
  if (dropped.length === 0) return desired;
  const defaults = dropped.map((key) => [key, capabilities[key]?.default] as const);
  return { ...Object.fromEntries(defaults), ...desired } as RecordOptions;
}

/** Whether all options of the first hold in the second. */
export function optionsHold(wanted: RecordOptions, there: RecordOptions): boolean {
  for (const key in wanted) {
    if (!sameOption(wanted[key], there[key])) return false;
  }
  return true;
}

export function sameOptionKeys(a: RecordOptions, b: RecordOptions): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b);
}

/** What an option is where nobody says anything: hosts have no other defaults for those that this tool knows. */
export function isDefaultOption(value: OptionValue): boolean {
  return typeof value === 'boolean' ? !value : value.length === 0;
}

function sameOption(a: OptionValue | undefined, b: OptionValue | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => item === b[i]);
  return a === b;
}
