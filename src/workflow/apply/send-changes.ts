/** Changes of one zone as calls, sent until they are done: compiled anew, from what a read shows, after a call whose outcome is not known. */
import { dnsHalf } from '../../planner/halves.ts';
import type { LiveZone } from '../../planner/inputs.ts';
import type { Call, RecordSetChange } from '../../planner/plan.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import type { ApplyContext } from './context.ts';
import { rebase } from './rebase.ts';
import { hadNoEffect } from './send-call.ts';
import { notAttempted, type Refused, sendZoneCalls } from './send-zone-calls.ts';
import type { ZoneProgress } from './zone-progress.ts';

/** How often a zone is read and its calls compiled anew before the run gives up on it. */
const maxRounds = 4;

interface ToSend {
  readonly calls: readonly Call[];
  readonly pending: readonly RecordSetChange[];
}

/** How a change ended is told, but for those of a refusal. */
export async function sendChanges(
  context: ApplyContext,
  desired: DesiredDomain,
  { calls: first, pending: all }: ToSend,
  watch: ZoneProgress['watch'],
): Promise<'done' | 'failed' | Refused> {
  let [calls, pending] = [first, all];
  let refused = false;
  for (let round = 1; ; round++) {
    const sent = await sendZoneCalls(context, desired, calls, pending, watch);
    if (sent.kind === 'refused') return sent;
    if (sent.kind !== 'to-do') return refused ? 'failed' : sent.kind;
    pending = sent.pending;
    if (pending.length === 0) return refused ? 'failed' : 'done';
    if (round === maxRounds || context.signal.aborted) {
      const account = desired.dns as string;
      const addresses = pending.map((change) => change.address);
      const tried = addresses.filter((address) => sent.failed.includes(address));
      context.tracker.failed(account, tried, `${sent.error} ${hadNoEffect}`);
      context.tracker.heldBack(account, addresses, notAttempted(desired));
      return 'failed';
    }
    const compiled = compileChanges(context, desired, pending, sent.zone);
    calls = compiled.calls;
    refused ||= compiled.refused;
  }
}

/** The calls for what is still to do; changes that cannot be made are failed on the way. */
export function compileChanges(
  context: ApplyContext,
  desired: DesiredDomain,
  changes: readonly RecordSetChange[],
  live: LiveZone,
): { readonly calls: readonly Call[]; readonly refused: boolean } {
  const account = desired.dns as string;
  const host = dnsHalf(context.account(account).registrar, account);
  const { changes: rebased, unexpected } = rebase(changes, live, host.descriptor.dns);
  context.tracker.failed(
    account,
    unexpected,
    'somebody else has written there since: plan again to see what would change.',
  );
  const wanted = rebased.filter(({ address }) => !unexpected.includes(address));
  const drafts = host.compileZone({ domain: desired.domain, live, changes: wanted });
  for (const { covers, refused } of drafts) {
    if (refused !== undefined) context.tracker.failed(account, covers, refused);
  }
  const sendable = drafts.filter(({ refused }) => refused === undefined);
  return {
    calls: sendable.map((draft) => ({ ...draft, account, stage: 'records', deferred: false })),
    refused: unexpected.length > 0 || sendable.length < drafts.length,
  };
}
