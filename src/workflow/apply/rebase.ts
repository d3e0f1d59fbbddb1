import { defaultsOf } from '../../planner/defaults.ts';
import { liveSetOf } from '../../planner/diff/holds.ts';
import { isLoss, lossOf } from '../../planner/diff/loss.ts';
import type { LiveRecordSet, LiveZone } from '../../planner/inputs.ts';
import type { RecordSetChange } from '../../planner/plan.ts';
import type { DnsCapabilities } from '../../schema/capabilities.ts';
import { recordSetAddress } from '../../schema/dns/address.ts';
import { exclude } from '../../schema/dns/coexistence.ts';
import { printValues } from '../../schema/dns/record-sets.ts';

interface Rebased {
  readonly changes: readonly RecordSetChange[];
  /** Addresses of live sets that hold what the plan did not know of, and that would be lost: nobody agreed to that. */
  readonly unexpected: readonly string[];
}

/**
 * The same changes, starting from the zone as it is now. What a set holds now and did not when the plan was made is lost
 * only where it is a set that the host puts into each new zone.
 */
export function rebase(changes: readonly RecordSetChange[], zone: LiveZone, capabilities: DnsCapabilities): Rebased {
  const unexpected: string[] = [];
  const isDefault = defaultsOf(zone, capabilities);
  const rebased = changes.flatMap((change): readonly RecordSetChange[] => {
    const live = liveSetOf(change, zone);
    if (live === undefined) return change.after === null ? [] : [{ ...change, action: 'create', before: null }];
    if (losesUnseen(change, live) && !isDefault(live)) unexpected.push(change.address);
    const action = change.after === null ? 'delete' : change.action === 'create' ? 'update' : change.action;
    return [{ ...change, action, before: live }];
  });
  return { changes: [...defaultsInTheWay(rebased, zone, capabilities), ...rebased], unexpected };
}

function losesUnseen({ before, after }: RecordSetChange, live: LiveRecordSet): boolean {
  const isAsBefore = (key: string) => JSON.stringify(before?.options[key]) === JSON.stringify(live.options[key]);
  const known = {
    values: before === null ? [] : printValues(before),
    options: Object.keys(before?.options ?? {}).filter(isAsBefore),
  };
  const values = { values: printValues(live), options: live.options };
  return isLoss(lossOf(values, after === null ? null : { values: printValues(after), options: after.options }, known));
}

/** Deletions of the host's default sets that cannot stand beside what is to be written. */
function defaultsInTheWay(changes: readonly RecordSetChange[], zone: LiveZone, capabilities: DnsCapabilities) {
  const known = new Set(changes.flatMap((change) => change.before ?? []));
  const isDefault = defaultsOf(zone, capabilities);
  const inTheWay = (live: LiveRecordSet) =>
    !known.has(live) &&
    live.system === undefined &&
    isDefault(live) &&
    changes.some(({ after }) => after !== null && exclude(after, live, zone.domain, capabilities));
  return zone.recordSets.filter(inTheWay).map((live): RecordSetChange => {
    const address = recordSetAddress(zone.domain, live.name, live.type);
    return { address, action: 'delete', before: live, after: null };
  });
}
