/**
 * Records that go and records that come at one name: an edit can turn one into the other, type and all. One call less
 * than deleting and creating, and where the two exclude each other (CNAME and A, parking ALIAS and A), no moment at
 * which the name has no answer, which resolvers would remember. Never from one name to another, though an edit could: a
 * deletion has to wait for all that still points there, and a creation must not. Pure.
 */
import type { Fqdn, RecordType } from '../../schema/dns/rdata.ts';
import type { NativeRow } from './live-zone.ts';
import type { Creation, Deletion, RowStep } from './row-steps.ts';

export interface Swap {
  readonly leaving: Deletion;
  /** One of its rows. */
  readonly row: NativeRow;
  readonly coming: Creation;
}

export function findSwaps(steps: readonly RowStep[]): readonly Swap[] {
  const byName = new Map<Fqdn, RowStep[]>();
  for (const step of steps) {
    const group = byName.get(step.name);
    if (group === undefined) byName.set(step.name, [step]);
    else group.push(step);
  }
  return [...byName.values()].flatMap(swapsAtOneName);
}

function swapsAtOneName(steps: readonly RowStep[]): readonly Swap[] {
  const leaving = steps.filter((step) => step.kind === 'delete').toSorted(byPreference);
  const coming = steps.filter((step) => step.kind === 'create');
  const excludedBy = (step: Creation) => leaving.find(({ type }) => excludes(type, step.type));
  // The first that needs the room gets it; all else that it excludes has to be gone by then.
  const first = coming.find((step) => excludedBy(step) !== undefined);
  const rival = first === undefined ? undefined : excludedBy(first);
  const [row] = rival?.rows ?? [];
  const inPlace =
    first === undefined || rival === undefined || row === undefined ? [] : [{ leaving: rival, row, coming: first }];
  const free = leaving.filter(({ type }) => !coming.some((step) => excludes(type, step.type)));
  const open = coming.filter((step) => step !== first).toSorted(byPreference);
  const rows = worthSwapping(free, open.length).flatMap((step) =>
    step.rows.map((each) => ({ leaving: step, row: each })),
  );
  return [...inPlace, ...rows.map((from, index) => ({ ...from, coming: open[index] as Creation }))];
}

/** Those whose deletion is saved by `count` edits. A set that goes in one call saves that call only if all of it is edited. */
function worthSwapping(leaving: readonly Deletion[], count: number): readonly Deletion[] {
  const chosen = new Set<Deletion>();
  let left = count;
  for (const step of leaving.toSorted((a, b) => a.rows.length - b.rows.length)) {
    if (step.rows.length > left) break;
    chosen.add(step);
    left -= step.rows.length;
  }
  return leaving.filter((step) => chosen.has(step));
}

/** What answers for the name as long as possible: an address becomes an address before mail and texts do. */
const preferred: readonly RecordType[] = ['CNAME', 'ALIAS', 'A', 'AAAA'];

function byPreference(a: RowStep, b: RowStep): number {
  return preference(a.type) - preference(b.type);
}

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
