/**
 * Changes of record sets as steps on single records, for APIs that write one record at a time. What an API can do to a
 * record is in the registrar's `RowRules`; which records stay, turn into others, come and go is decided here alone:
 * - a record whose value stays is kept, and written only where something else about it is to change;
 * - of the others, old ones turn into new ones as far as they go: within their set where the API edits values, within
 *   their name where it edits types. Never from one name to another: a deletion waits for all that still points there, and
 *   a creation must not;
 * - what comes is there before what leaves is gone, unless both exclude each other: then all but one of what is in the way
 *   goes, and that one turns into the first that comes, so that the name is never without an answer.
 * Pure.
 */
import type { LiveRecordSet } from '../planner/inputs.ts';
import type { RecordSetChange } from '../planner/plan.ts';
import type { DesiredRecordSet } from '../schema/desired.ts';
import { exclude, holdsOneRecord, type NameRules } from '../schema/dns/coexistence.ts';
import type { Fqdn, Rdata } from '../schema/dns/rdata.ts';
import type { RecordSet } from '../schema/dns/record-set.ts';
import { valueHolds } from '../schema/dns/record-sets.ts';
import { printRdata } from '../schema/dns/record-types.ts';

/** What a registrar's API can do to a record of its own, `R`, and how such a record is read. Pure. */
export interface RowRules<R> {
  /** The records of a live set, from its `native`. */
  rowsOf(set: LiveRecordSet): readonly R[];
  idOf(row: R): string | number;
  /** Printed canonical rdata. */
  valueOf(row: R): string;
  /** Whether a record that has a value of the set needs no write: TTL and options are as the set's. */
  same(row: R, set: DesiredRecordSet, rdata: Rdata): boolean;
  /** Whether the API takes the two for one record though their values differ: MX of other preferences. Absent: never. */
  twins?(row: R, rdata: Rdata): boolean;
  /** Whether the API can write another value, TTL or option into a record. */
  readonly mayEdit: boolean;
  /** Whether such a write can change the type, too. */
  readonly mayChangeType: boolean;
  /** Whether one call deletes all records of a set, and nothing else. Absent: records go one by one. */
  goesWhole?(set: LiveRecordSet): boolean;
  /** What may stand beside what at this host. */
  readonly names: NameRules;
}

interface Step {
  readonly name: Fqdn;
  /** Addresses of the sets that it is for. */
  readonly covers: readonly string[];
}

export interface RowCreation extends Step {
  readonly kind: 'create';
  readonly set: DesiredRecordSet;
  readonly rdata: Rdata;
}

/** A record becomes another one. `from`: its set, of another type only where the API changes types. */
export interface RowEdit<R> extends Step {
  readonly kind: 'edit';
  readonly from: LiveRecordSet;
  readonly row: R;
  readonly set: DesiredRecordSet;
  readonly rdata: Rdata;
}

/** One record; or several, which are a set that goes whole. */
export interface RowDeletion<R> extends Step {
  readonly kind: 'delete';
  readonly from: LiveRecordSet;
  readonly rows: readonly [R, ...R[]];
}

/** Records go and others come that cannot stand beside them, where the API edits none: one right after the other. */
export interface RowReplacement<R> extends Step {
  readonly kind: 'replace';
  readonly rows: readonly R[];
  readonly set: DesiredRecordSet;
  readonly values: readonly Rdata[];
}

export type RowStep<R> = RowCreation | RowEdit<R> | RowDeletion<R> | RowReplacement<R>;

/**
 * The steps that turn the records of a zone into what is planned; to be made in this order. `changes` are in the order of
 * application. Throws where one record is in two sets, or twice in one: a step would be about both.
 */
export function rowSteps<R>(
  domain: string,
  changes: readonly RecordSetChange[],
  rules: RowRules<R>,
): readonly RowStep<R>[] {
  refuseTwice(changes, rules);
  const steps = changes.flatMap((change) => setSteps(change, rules));
  if (rules.mayChangeType) return changeTypes(steps, domain, rules);
  return rules.mayEdit ? steps : replaceRivals(steps, domain, rules);
}

function refuseTwice<R>(changes: readonly RecordSetChange[], rules: RowRules<R>): void {
  const seen = new Map<string | number, string>();
  for (const { address, before } of changes) {
    for (const row of before === null ? [] : rules.rowsOf(before)) {
      const id = rules.idOf(row);
      const other = seen.get(id);
      if (other !== undefined) throw new Error(`the record ${id} of ${address} is one of ${other}, too`);
      seen.set(id, address);
    }
  }
}

interface Pair<R> {
  readonly row: R;
  readonly rdata: Rdata;
}

/** Of one set: edits or replacements, additions, deletions, so that it is never smaller than it has to be. */
function setSteps<R>({ address, before, after }: RecordSetChange, rules: RowRules<R>): readonly RowStep<R>[] {
  const rows = before === null ? [] : rules.rowsOf(before);
  const place = { name: (after ?? before)?.name ?? '', covers: [address] };
  const drop = (row: R): readonly RowStep<R>[] => {
    return before === null ? [] : [{ ...place, kind: 'delete', from: before, rows: [row] }];
  };
  const [first, ...others] = rows;
  if (after === null) {
    if (before === null || first === undefined || rules.goesWhole?.(before) !== true) return rows.flatMap(drop);
    return [{ ...place, kind: 'delete', from: before, rows: [first, ...others] }];
  }

  const { rewritten, coming, leaving } = match(rows, after, rules);
  const create = (rdata: Rdata): RowCreation => ({ ...place, kind: 'create', set: after, rdata });
  if (!rules.mayEdit) {
    const parts = replacements(rows, after, { rewritten, coming, leaving }, rules);
    return [
      ...parts.coming.map(create),
      ...parts.rounds.map((round): RowStep<R> => ({ ...place, kind: 'replace', set: after, ...round })),
      ...parts.leaving.flatMap(drop),
    ];
  }
  // The API may take a record for one of those that come, and refuse that: it goes first.
  const isSurplus = (row: R) => after.values.some((rdata) => holds(row, rdata, rules) || rules.twins?.(row, rdata));
  return [
    ...leaving.filter(isSurplus).flatMap(drop),
    ...rewritten.flatMap(({ row, rdata }): readonly RowStep<R>[] =>
      before === null ? [] : [{ ...place, kind: 'edit', from: before, row, set: after, rdata }],
    ),
    ...coming.map(create),
    ...leaving.filter((row) => !isSurplus(row)).flatMap(drop),
  ];
}

interface Matched<R> {
  /** To be written: the value stays where the API edits none. */
  readonly rewritten: readonly Pair<R>[];
  readonly coming: readonly Rdata[];
  readonly leaving: readonly R[];
}

/** Records that are right; then those of the same value; then those that the API takes for the same; then any. */
function match<R>(rows: readonly R[], set: DesiredRecordSet, rules: RowRules<R>): Matched<R> {
  let leaving = rows;
  let coming = set.values;
  const take = (fits: (row: R, rdata: Rdata) => boolean): readonly Pair<R>[] => {
    const pairs: Pair<R>[] = [];
    const free = new Set(leaving);
    for (const rdata of coming) {
      const row = leaving.find((each) => free.has(each) && fits(each, rdata));
      if (row === undefined) continue;
      free.delete(row);
      pairs.push({ row, rdata });
    }
    const taken = new Set(pairs.map(({ rdata }) => rdata));
    leaving = leaving.filter((row) => free.has(row));
    coming = coming.filter((rdata) => !taken.has(rdata));
    return pairs;
  };
  take((row, rdata) => holds(row, rdata, rules) && rules.same(row, set, rdata));
  const sameValue = take((row, rdata) => holds(row, rdata, rules));
  if (!rules.mayEdit) return { rewritten: sameValue, coming, leaving };
  const alike = take((row, rdata) => rules.twins?.(row, rdata) === true);
  const others = take(() => true);
  return { rewritten: [...sameValue, ...alike, ...others], coming, leaving };
}

function holds<R>(row: R, rdata: Rdata, rules: RowRules<R>): boolean {
  return valueHolds(printRdata(rdata), rules.valueOf(row));
}

interface Replacements<R> {
  readonly rounds: readonly { readonly rows: readonly R[]; readonly values: readonly Rdata[] }[];
  readonly coming: readonly Rdata[];
  readonly leaving: readonly R[];
}

/**
 * Of a set whose records cannot be edited. Whether a record may be there twice for a moment, with two TTLs, is known of no
 * such API: it is replaced. Never all of a set at once, unless it is of a type that a name has one record of.
 */
function replacements<R>(
  rows: readonly R[],
  set: DesiredRecordSet,
  { rewritten, coming, leaving }: Matched<R>,
  rules: RowRules<R>,
): Replacements<R> {
  const values = rewritten.map(({ rdata }) => rdata);
  if (holdsOneRecord(set.type) && rows.length > 0 && values.length + coming.length > 0) {
    const gone = [...rewritten.map(({ row }) => row), ...leaving];
    return { rounds: [{ rows: gone, values: [...values, ...coming] }], coming: [], leaving: [] };
  }
  const isRetimed = (row: R) => values.some((rdata) => holds(row, rdata, rules));
  const stays = set.values.length > values.length || leaving.some((row) => !isRetimed(row));
  const rounds = stays ? [rewritten] : [rewritten.slice(0, -1), rewritten.slice(-1)];
  const surplus = leaving.filter(isRetimed);
  return {
    rounds: rounds
      .filter((round) => round.length > 0)
      .map((round) => ({
        rows: [
          ...round.map(({ row }) => row),
          ...surplus.filter((row) => round.some(({ rdata }) => holds(row, rdata, rules))),
        ],
        values: round.map(({ rdata }) => rdata),
      })),
    coming,
    leaving: leaving.filter((row) => !isRetimed(row)),
  };
}

/** At each name, the first set that cannot stand beside what leaves takes its place in one step. */
function replaceRivals<R>(steps: readonly RowStep<R>[], domain: string, { names }: RowRules<R>): readonly RowStep<R>[] {
  const instead = new Map<RowStep<R>, RowReplacement<R> | null>();
  for (const { leaving, coming } of atEachName(steps)) {
    const isRival = (old: RowDeletion<R>, { set }: RowCreation) => exclude(old.from, set, domain, names);
    const first = coming.find((fresh) => leaving.some((old) => isRival(old, fresh)));
    if (first === undefined) continue;
    const rivals = leaving.filter((old) => isRival(old, first));
    const made = coming.filter(({ set }) => set === first.set);
    for (const step of [...rivals, ...made]) instead.set(step, null);
    instead.set(first, {
      kind: 'replace',
      name: first.name,
      covers: [...new Set([...rivals.flatMap(({ covers }) => covers), ...first.covers])],
      rows: rivals.flatMap(({ rows }) => rows),
      set: first.set,
      values: made.map(({ rdata }) => rdata),
    });
  }
  return steps.flatMap((step) => {
    const other = instead.get(step);
    return other === undefined ? [step] : other === null ? [] : [other];
  });
}

interface AtName<R> {
  readonly leaving: RowDeletion<R>[];
  readonly coming: RowCreation[];
}

function atEachName<R>(steps: readonly RowStep<R>[]): readonly AtName<R>[] {
  const byName = new Map<Fqdn, AtName<R>>();
  for (const step of steps) {
    const group = byName.get(step.name) ?? { leaving: [], coming: [] };
    byName.set(step.name, group);
    if (step.kind === 'delete') group.leaving.push(step);
    if (step.kind === 'create') group.coming.push(step);
  }
  return [...byName.values()];
}

/** One record of those that leave, and the record that it turns into. */
interface Turn<R> {
  readonly old: RowDeletion<R>;
  readonly row: R;
  readonly fresh: RowCreation;
}

/** The same steps with deletions turned into creations of their name; each stands where the later of its halves did. */
function changeTypes<R>(steps: readonly RowStep<R>[], domain: string, rules: RowRules<R>): readonly RowStep<R>[] {
  const order = new Map(steps.map((step, index) => [step, index]));
  const placeOf = ({ old, fresh }: Turn<R>) => Math.max(order.get(old) ?? 0, order.get(fresh) ?? 0);
  const due = new Map<number, Turn<R>[]>();
  const turned = new Map<RowStep<R>, Set<R>>();
  for (const group of atEachName(steps)) {
    const { before, pivot, after } = turnsAt(group, domain, rules);
    const middle = pivot === undefined ? undefined : placeOf(pivot);
    const places = [
      ...before.map((turn) => [Math.min(placeOf(turn), middle ?? Number.POSITIVE_INFINITY), turn] as const),
      ...(pivot === undefined ? [] : [[placeOf(pivot), pivot] as const]),
      ...after.map((turn) => [Math.max(placeOf(turn), middle ?? 0), turn] as const),
    ];
    for (const [place, turn] of places) {
      due.set(place, [...(due.get(place) ?? []), turn]);
      turned.set(turn.old, (turned.get(turn.old) ?? new Set<R>()).add(turn.row));
      turned.set(turn.fresh, new Set<R>());
    }
  }
  return steps.flatMap((step, index) => [
    ...rest(step, turned.get(step)),
    ...(due.get(index) ?? []).map(({ old, row, fresh: { name, set, rdata, covers } }): RowStep<R> => {
      return { kind: 'edit', name, covers: [...new Set([...old.covers, ...covers])], from: old.from, row, set, rdata };
    }),
  ]);
}

/** A set of which records turn into others goes no more whole. */
function rest<R>(step: RowStep<R>, turned: ReadonlySet<R> | undefined): readonly RowStep<R>[] {
  if (turned === undefined) return [step];
  if (step.kind !== 'delete') return [];
  return step.rows.filter((row) => !turned.has(row)).map((row) => ({ ...step, rows: [row] }));
}

interface Turns<R> {
  /** Make room for the pivot. */
  readonly before: readonly Turn<R>[];
  /** Of two that exclude each other. */
  readonly pivot: Turn<R> | undefined;
  readonly after: readonly Turn<R>[];
}

/**
 * As many as there can be: between what leaves and is in somebody's way and what comes and has somebody in its way only one
 * record can turn, since all others of the first have to be gone, and none of the others of the second may be there.
 */
function turnsAt<R>({ leaving, coming }: AtName<R>, domain: string, { names }: RowRules<R>): Turns<R> {
  const old = leaving.toSorted((a, b) => preference(a.from) - preference(b.from));
  const isRival = ({ from }: RowDeletion<R>, { set }: RowCreation) => exclude(from, set, domain, names);
  const inTheWay = old.filter((each) => coming.some((fresh) => isRival(each, fresh)));
  const kept = coming.filter((fresh) => inTheWay.some((each) => isRival(each, fresh)));
  const [first, ...later] = kept;
  const rival = first && inTheWay.find((each) => isRival(each, first));
  const pivot = first && rival ? { old: rival, row: rival.rows[0], fresh: first } : undefined;
  const free = coming.filter((fresh) => !kept.includes(fresh)).toSorted(byPreference);
  // What is left of the rival goes record by record in any case.
  const units = inTheWay.flatMap((each): readonly Unit<R>[] => {
    if (each !== rival) return [{ old: each, rows: each.rows }];
    return each.rows.slice(1).map((row) => ({ old: each, rows: [row] }));
  });
  const before = turn(units, free);
  const open = [...later, ...free.filter((fresh) => !before.some((each) => each.fresh === fresh))];
  const others = old.filter((each) => !inTheWay.includes(each)).map((each) => ({ old: each, rows: each.rows }));
  return { before, pivot, after: turn(others, open.toSorted(byPreference)) };
}

/** Records that go in one call. */
interface Unit<R> {
  readonly old: RowDeletion<R>;
  readonly rows: readonly R[];
}

/** A set that goes in one call saves that call only if all of its records turn into others: small ones first. */
function turn<R>(units: readonly Unit<R>[], coming: readonly RowCreation[]): readonly Turn<R>[] {
  const chosen = new Set<Unit<R>>();
  let left = coming.length;
  for (const unit of units.toSorted((a, b) => a.rows.length - b.rows.length)) {
    if (unit.rows.length > left) break;
    chosen.add(unit);
    left -= unit.rows.length;
  }
  const rows = units.filter((unit) => chosen.has(unit)).flatMap(({ old, rows }) => rows.map((row) => ({ old, row })));
  return rows.map((from, index) => ({ ...from, fresh: coming[index] as RowCreation }));
}

/** What answers for the name as long as possible: an address becomes an address before mail and texts do. */
const preferred: readonly string[] = ['CNAME', 'ALIAS', 'A', 'AAAA'];

function byPreference(a: RowCreation, b: RowCreation): number {
  return preference(a.set) - preference(b.set);
}

function preference({ type }: Pick<RecordSet, 'type'>): number {
  const index = preferred.indexOf(type);
  return index === -1 ? preferred.length : index;
}
