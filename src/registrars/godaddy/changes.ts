/** The changes of a zone, sorted by what the API needs for each, and by when it may be done. Pure. */
import type { LiveRecordSet, LiveZone } from '../../planner/inputs.ts';
import type { RecordSetChange } from '../../planner/plan.ts';
import type { Fqdn, RecordType } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { printValues } from '../../schema/dns/record-sets.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { unsupportedIn } from '../rows.ts';
import { rowsOfSet, storedName } from './convert.ts';
import { isParked, type SetNative } from './live-zone.ts';
import type { Row } from './wire.ts';

/**
 * `add`: records beside those that are there. `put`: the whole set. `delete`: the whole set. `blocked`: at this name and
 * type stand records that we could not read, and that a write would destroy or collide with.
 */
export interface SetChange {
  readonly kind: 'add' | 'put' | 'delete' | 'blocked';
  readonly address: string;
  readonly name: Fqdn;
  readonly type: RecordType;
  /** The name as it is stored, for paths and rows. */
  readonly stored: string;
  /** Of an `add`: only the records that are new. */
  readonly rows: readonly Row[];
  /** The whole set as it will be; empty for a `delete`. */
  readonly wholeRows: readonly Row[];
  readonly change: RecordSetChange;
}

/** In the order that was given, which is that of application. */
export function setChangesOf(
  domain: string,
  live: LiveZone,
  changes: readonly RecordSetChange[],
): readonly SetChange[] {
  return changes.map((change) => {
    const set = change.after ?? change.before;
    if (set === null) throw new Error(`a change has neither a before nor an after: ${change.address}`);
    const { name, type } = set;
    const stored = change.before === null ? storedName(set, domain) : (change.before.native as SetNative).name;
    const wholeRows = change.after === null ? [] : rowsOfSet(change.after, domain, stored);
    const kind = kindOf(change, live);
    const rows = kind === 'add' ? newRows(change.before, wholeRows, change.after) : wholeRows;
    return { kind, address: change.address, name, type, stored, rows, wholeRows, change };
  });
}

function kindOf({ before, after }: RecordSetChange, live: LiveZone): SetChange['kind'] {
  const set = after ?? before;
  const unread = set === null ? [] : unsupportedIn(live.unsupported, set);
  if (unread.some(({ text, type }) => !isParked({ type, data: text }))) return 'blocked';
  if (after === null) return 'delete';
  if (before !== null) return isAddition(before, after) ? 'add' : 'put';
  // The parking page stands in the place of an address, and goes when an address is put there.
  return unread.length === 0 ? 'add' : 'put';
}

function isAddition(before: LiveRecordSet, after: RecordSet): boolean {
  if (before.irregular !== undefined || before.ttlSeconds !== after.ttlSeconds) return false;
  const coming = new Set(printValues(after));
  return printValues(before).every((text) => coming.has(text));
}

function newRows(before: LiveRecordSet | null, rows: readonly Row[], after: RecordSet | null): readonly Row[] {
  const there = new Set(before === null ? [] : printValues(before));
  // Rows are in the order of the values.
  return rows.filter((_, index) => {
    const value = after?.values[index];
    return value !== undefined && !there.has(printRdata(value));
  });
}
