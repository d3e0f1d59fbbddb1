/**
 * A call was refused because of one of its changes. Its changes are sent in ever smaller parts until the refused one stands
 * alone; it fails, with what hangs together with it. All others are made.
 */

import type { RecordSetChange } from '../../planner/plan.ts';
import { hangingTogether, ownerOf } from '../../planner/together.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import type { ApplyContext } from './context.ts';
import { readZone } from './read-zone.ts';
import { compileChanges, sendChanges } from './send-changes.ts';
import { notAttempted, type Refused } from './send-zone-calls.ts';
import type { ZoneProgress } from './zone-progress.ts';

/** Refusals in one zone, after which the rest waits for the next run. One change among 200 is found with 9. */
const maxRefusals = 40;

type Part = readonly RecordSetChange[];

/** Tells how each change of the refusal ended. */
export async function sendWithout(
  context: ApplyContext,
  desired: DesiredDomain,
  first: Refused,
  watch: ZoneProgress['watch'],
): Promise<void> {
  const { tracker } = context;
  const account = desired.dns as string;
  const groups = hangingTogether(first.pending);
  const groupOf = new Map(groups.flatMap((group) => group.map(({ address }) => [address, group] as const)));
  /** Of a group, the change that was refused. */
  const culprits = new Map<Part, string>();
  let parts: readonly Part[] = [];
  let refusals = 0;
  let last = '';

  const refused = ({ pending, covers, error }: Refused): void => {
    refusals += 1;
    last = `${covers.length > 1 ? 'one of its changes' : covers[0]}: ${error}`;
    const covered = pending.filter(({ address }) => covers.includes(address));
    const others = pending.filter(({ address }) => !covers.includes(address));
    const smaller = divided(covered);
    if (smaller.length > 1) {
      parts = [...smaller, others, ...parts];
      return;
    }
    tracker.failed(account, covers, error);
    for (const { address } of covered) culprits.set(groupOf.get(address) ?? covered, address);
    parts = [others, ...parts];
  };

  refused(first);
  for (let part = parts[0]; part !== undefined; part = parts[0]) {
    parts = parts.slice(1);
    const free: RecordSetChange[] = [];
    for (const change of part) {
      const culprit = culprits.get(groupOf.get(change.address) ?? part);
      if (culprit === undefined) free.push(change);
      else tracker.heldBack(account, [change.address], `${culprit} was refused, and this hangs together with it`);
    }
    if (free.length === 0) continue;
    const addresses = free.map(({ address }) => address);
    if (refusals >= maxRefusals || context.signal.aborted) {
      tracker.heldBack(account, addresses, `not applied: their batch was refused because of ${last}`);
      continue;
    }
    const zone = await readZone(context, desired);
    if (typeof zone === 'string') {
      tracker.failed(account, addresses, zone);
      continue;
    }
    const { calls } = compileChanges(context, desired, free, zone);
    const sent = await sendChanges(context, desired, { calls, pending: free }, watch);
    if (typeof sent === 'object') refused(sent);
    else if (sent === 'failed') {
      // Not because of what it says: what fails now would fail for the others.
      const left = parts.flat().map(({ address }) => address);
      tracker.heldBack(account, left, notAttempted(desired));
      return;
    }
  }
}

/** Two halves of what does not hang together; else the first name, which the others build on, and those. */
function divided(changes: Part): readonly Part[] {
  const groups = hangingTogether(changes);
  if (groups.length > 1) {
    const middle = Math.ceil(groups.length / 2);
    return [groups.slice(0, middle).flat(), groups.slice(middle).flat()];
  }
  const [first] = changes;
  if (first === undefined) return [];
  const own = changes.filter((change) => ownerOf(change) === ownerOf(first));
  return own.length === changes.length ? [changes] : [own, changes.filter((change) => !own.includes(change))];
}
