/** The records of a zone as a whole: what the state remembers of them, so that a list that was cut is noticed. */

import { printValues, recordSetKey } from '../schema/dns/record-sets.ts';
import type { LiveZone } from './inputs.ts';
import type { RecordSetChange } from './plan.ts';

/** Those of nobody and of unknown types included; not what is the host's own. */
export function zoneRows({ recordSets, unsupported }: LiveZone): number {
  const sets = recordSets.filter(({ system }) => system === undefined);
  return sets.reduce((sum, { values }) => sum + values.length, unsupported.length);
}

/** By how many this change makes a zone longer; negative: shorter. */
export function rowsAdded({ before, after }: RecordSetChange): number {
  return (after?.values.length ?? 0) - (before?.values.length ?? 0);
}

/** Whether two reads show the same records, in whatever order. */
export function sameZone(a: LiveZone, b: LiveZone): boolean {
  return a.status === b.status && linesOf(a).join('\n') === linesOf(b).join('\n');
}

function linesOf({ recordSets, unsupported }: LiveZone): readonly string[] {
  const sets = recordSets.map((set) => {
    const { ttlSeconds, options, irregular } = set;
    return JSON.stringify([recordSetKey(set), ttlSeconds, printValues(set), Object.entries(options).sort(), irregular]);
  });
  return [...sets, ...unsupported.map(({ name, type, text }) => JSON.stringify([name, type, text]))].sort();
}
