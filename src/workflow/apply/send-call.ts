/**
 * One call: its intent is durable before it is sent. How it ended is for the caller to settle, together with what is then
 * known to be live; until that is done the call is in doubt, and the next run reads it back.
 */
import type { Call } from '../../planner/plan.ts';
import { RegistrarError } from '../../registrars/errors.ts';
import type { JournalIntent, JournalOutcome, RecordedEffect } from '../../state/store.ts';
import type { ApplyContext } from './context.ts';

export type SentCall = { readonly id: number; readonly covers: readonly string[] } & (
  | { readonly kind: 'done'; readonly error: null }
  /** It had no effect. `refused`: because of what it says, so that others may go without it. */
  | { readonly kind: 'failed'; readonly error: string; readonly refused: boolean }
  /** It may have had some: to be settled by reading, never by sending it again unread. */
  | { readonly kind: 'unknown'; readonly error: string }
);

/** What the journal says of the changes that a call makes. */
export type CallValues = Pick<JournalIntent, 'before' | 'after' | 'managed'>;

/** Throws only what the state store throws. */
export async function sendCall(context: ApplyContext, call: Call, values: CallValues): Promise<SentCall> {
  const { account, domain, operation, covers } = call;
  const recorded = covers.flatMap((address) => {
    const known = context.recorded(account, address);
    return known === undefined ? [] : [[address, known] as const];
  });
  const at = context.now();
  const intent = { account, domain, operation, covers, recorded: Object.fromEntries(recorded), ...values, at };
  const [id] = await context.journal.intend(context.run, [intent]);
  if (id === undefined) throw new Error('the journal gave no id');
  context.progress.applying(operation, account, covers);
  context.tracker.sent(account, covers);
  try {
    await context.account(account).client.execute(call);
    return { id, covers, kind: 'done', error: null };
  } catch (error) {
    if (!(error instanceof RegistrarError)) return { id, covers, kind: 'unknown', error: `${String(error)}.` };
    if (error.effect === 'none') {
      return { id, covers, kind: 'failed', error: error.message, refused: error.code === 'rejected' };
    }
    // What to do about it depends on what a read will tell.
    return { id, covers, kind: 'unknown', error: error.failure };
  }
}

/** What to tell of a call of unknown outcome, once it was read back; and where that failed. */
export const hadNoEffect = 'It did not take effect: plan and apply again.';
export const notRecorded = 'It was sent, and how it ended could not be recorded: the next plan or apply reads it back.';
export const mayHaveHadEffect = 'It may have taken effect, and reading it back failed: plan again.';

/** What to tell of a call that was confirmed, once it was read back. `isAsBefore`: what is live is what was there before. */
export function notMade(account: string, isAsBefore = true): string {
  const seen = isAsBefore
    ? `${account} confirmed it and did not do it`
    : `${account} confirmed it, and something else is live`;
  return `${seen}: plan again; where it stays so, make the change there by hand.`;
}

export function notReadBack(account: string, seen: string): string {
  return `${account} confirmed it, and reading it back failed: plan again. ${seen}`;
}

export function notShownYet(account: string, ms: number): string {
  return `${account} confirmed it, and does not show it after ${Math.ceil(ms / 1000)} s, which may be too early: plan again.`;
}

export type Settled = Omit<JournalOutcome, 'at'>;

/** In one transaction: how calls ended, and what is now recorded. */
export async function settle(
  { journal, run, now }: ApplyContext,
  settled: readonly Settled[],
  effects: readonly RecordedEffect[],
): Promise<void> {
  if (settled.length + effects.length === 0) return;
  await journal.settle(
    run,
    settled.map((one) => ({ ...one, at: now() })),
    effects,
  );
}
