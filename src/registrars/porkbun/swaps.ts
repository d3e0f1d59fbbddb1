/**
 * A set that leaves a name to make room for one of another type (CNAME and A, parking ALIAS and A): one of its records
 * can be edited into the first of the new set, type and all. One call less than deleting and creating, and no moment
 * at which the name has no answer, which resolvers would remember. Pure.
 */
import type { RecordSetChange } from '../../planner/plan.ts';
import type { RecordType } from '../../schema/dns/rdata.ts';

export interface Swap {
  readonly leaving: RecordSetChange;
  readonly coming: RecordSetChange;
}

/** At most one for each name. The leaving sets come first in `changes`; the new one has to be the first of its name. */
export function findSwaps(changes: readonly RecordSetChange[]): readonly Swap[] {
  const byName = new Map<string, RecordSetChange[]>();
  for (const change of changes) {
    const name = (change.after ?? change.before)?.name ?? '';
    byName.set(name, [...(byName.get(name) ?? []), change]);
  }
  return [...byName.values()].flatMap((group) => {
    const leaving = group.filter(({ before, after }) => before !== null && after === null);
    for (const coming of group) {
      if (coming.before !== null || coming.after === null) continue;
      const rivals = leaving.filter((change) => excludes(typeOf(change), typeOf(coming)));
      const [best] = rivals.toSorted((a, b) => preference(typeOf(a)) - preference(typeOf(b)));
      if (best !== undefined && changes.indexOf(best) < changes.indexOf(coming)) return [{ leaving: best, coming }];
    }
    return [];
  });
}

/** What answers for the name as long as possible: addresses before mail and texts. */
const preferred: readonly RecordType[] = ['CNAME', 'ALIAS', 'A', 'AAAA'];

function preference(type: RecordType): number {
  const index = preferred.indexOf(type);
  return index === -1 ? preferred.length : index;
}

/** Whether Porkbun refuses these two at one name: "A CNAME or ALIAS record with that host already exists". */
function excludes(a: RecordType, b: RecordType): boolean {
  if (a === b) return false;
  if (a === 'CNAME' || b === 'CNAME') return true;
  const address = (type: RecordType) => type === 'A' || type === 'AAAA';
  return (a === 'ALIAS' && address(b)) || (b === 'ALIAS' && address(a));
}

function typeOf(change: RecordSetChange): RecordType {
  const set = change.after ?? change.before;
  if (set === null) throw new Error(`a change has neither a before nor an after: ${change.address}`);
  return set.type;
}
