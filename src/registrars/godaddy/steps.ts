/**
 * The steps that make the changes of a zone, in order. The API adds any records in one request, replaces or deletes one
 * set, or replaces all records of one type; it has no condition on a write, and no request that both adds and deletes.
 * The whole zone is never written: it would have to name the apex NS as they are, and may not name CAA
 * (terraform-provider-godaddy issues 18 and 25). Pure.
 */
import type { LiveZone } from '../../planner/inputs.ts';
import { exclude } from '../../schema/dns/coexistence.ts';
import type { Fqdn, Rdata, RecordType } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import type { SetChange } from './changes.ts';
import { descriptor } from './descriptor.ts';
import type { ZoneNative } from './live-zone.ts';

export interface Step {
  /** `add` and `rewrite` take several sets, a `rewrite` of one type; the others one. */
  readonly kind: 'blocked' | 'add' | 'put' | 'delete' | 'rewrite';
  readonly sets: readonly [SetChange, ...SetChange[]];
}

/** A whole type is written only for changes of more sets than this: it takes everybody's records along. */
const setsBeforeWholeType = 3;

/** As many as a page of answers has, so that a type is read in one request; no maximum of a write is documented. */
const rowsPerRequest = 500;

/** Targets before what points to them. */
const targetsFirst: readonly RecordType[] = ['A', 'AAAA', 'CNAME', 'MX', 'SRV', 'TXT'];
const pointersFirst = targetsFirst.toReversed();

/**
 * Deletions that make room; one request that adds everything new; replacements, targets first; the other deletions,
 * pointers first. `changes` are in the order of application.
 */
export function stepsOf(changes: readonly SetChange[], live: LiveZone): readonly Step[] {
  const ofKind = (kind: SetChange['kind']) => changes.filter((change) => change.kind === kind);
  const [room, rest] = split(ofKind('delete'), isMakingRoom(changes, live.domain));
  // A deletion may ride along with a write of its type, unless something that still points there is changed later.
  const pointedAt = new Set(changes.flatMap(({ change }) => change.before?.values.flatMap(targetOf) ?? []));
  const early = rest.filter(
    ({ name, type }) => type === 'TXT' || type === 'SRV' || type === 'MX' || !pointedAt.has(name),
  );

  const puts = ofKind('put');
  const whole = byType([...puts, ...early], targetsFirst).filter((sets) => isWorthWholeType(sets, live));
  const isWhole = ({ type }: SetChange) => whole.some(([first]) => first.type === type);
  const adds = ofKind('add');
  // The request that adds is spared where all that is new is of types that are written anyway.
  const joining =
    adds.length > 0 && adds.every(isWhole) && whole.every(([{ type }]) => fits(type, [...puts, ...adds], live));
  const writes = [...puts, ...early.filter(isWhole), ...(joining ? adds : [])];
  return [
    ...ofKind('blocked').map((set) => single('blocked', set)),
    ...byType(room, pointersFirst).flatMap((sets) => typeSteps(sets, live)),
    ...(joining ? [] : addSteps(adds)),
    ...byType(writes, targetsFirst).flatMap((sets) => typeSteps(sets, live)),
    ...byType(
      rest.filter((set) => !writes.includes(set)),
      pointersFirst,
    ).flatMap((sets) => typeSteps(sets, live)),
  ];
}

/** Deletions at names where something is to come that cannot stand beside them. */
function isMakingRoom(changes: readonly SetChange[], domain: string): (change: SetChange) => boolean {
  const coming = new Map<Fqdn, RecordSet[]>();
  for (const { name, change } of changes) {
    if (change.after !== null) coming.set(name, [...(coming.get(name) ?? []), change.after]);
  }
  return ({ name, change: { before } }) => {
    return before !== null && coming.get(name)?.some((set) => exclude(before, set, domain, descriptor.dns)) === true;
  };
}

type Sets = readonly [SetChange, ...SetChange[]];

/** One write of the whole type where that is fewer requests by enough; else one request for each set. */
function typeSteps(sets: Sets, live: LiveZone): readonly Step[] {
  if (isWorthWholeType(sets, live)) return [{ kind: 'rewrite', sets }];
  return sets.map((set) => single(set.kind, set));
}

/**
 * SRV always: whether `records/SRV/{name}` means one service or all services of that name is NOT VERIFIED, and clients
 * are written for both.
 */
function isWorthWholeType(sets: Sets, live: LiveZone): boolean {
  const [{ type }] = sets;
  if (type === 'SRV') return true;
  const changed = sets.filter(({ kind }) => kind !== 'add');
  // Records that we cannot read might be refused on their way back.
  if (changed.length <= setsBeforeWholeType || live.unsupported.some((record) => record.type === type)) return false;
  return fits(type, sets, live);
}

function fits(type: RecordType, sets: readonly SetChange[], live: LiveZone): boolean {
  const there = (live.native as ZoneNative).rows[type] ?? 0;
  const coming = sets.filter((set) => set.type === type).flatMap(({ wholeRows }) => wholeRows);
  return there + coming.length < rowsPerRequest;
}

/** A set's records stay in one request. */
function addSteps(adds: readonly SetChange[]): readonly Step[] {
  const groups: { rows: number; readonly sets: [SetChange, ...SetChange[]] }[] = [];
  for (const add of adds) {
    const last = groups.at(-1);
    if (last === undefined || last.rows + add.rows.length > rowsPerRequest) {
      groups.push({ rows: add.rows.length, sets: [add] });
    } else {
      last.rows += add.rows.length;
      last.sets.push(add);
    }
  }
  return groups.map(({ sets }) => ({ kind: 'add', sets }));
}

/** In the order of these types; within a type, as given. */
function byType(changes: readonly SetChange[], order: readonly RecordType[]): readonly Sets[] {
  return order.flatMap((wanted) => {
    const [first, ...others] = changes.filter(({ type }) => type === wanted);
    return first === undefined ? [] : [[first, ...others] as const];
  });
}

function single(kind: Step['kind'], set: SetChange): Step {
  return { kind, sets: [set] };
}

function split<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function targetOf(rdata: Rdata): readonly Fqdn[] {
  if (rdata.type === 'CNAME' || rdata.type === 'SRV') return [rdata.target];
  return rdata.type === 'MX' ? [rdata.exchange] : [];
}
