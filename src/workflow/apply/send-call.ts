/**
 * One call: its intent is durable before it is sent, its outcome after, together with what is then known to be live.
 * A call whose outcome is not known is settled by reading, never by sending it again unread.
 */
import type { Call } from '../../planner/plan.ts';
import { RegistrarError } from '../../registrars/errors.ts';
import type { RecordedEffect } from '../../state/store.ts';
import { outcomeOf } from '../outcome-of.ts';
import type { ApplyContext } from './context.ts';

export type CallOutcome =
  | { readonly kind: 'done' }
  /** It had no effect. */
  | { readonly kind: 'failed'; readonly error: string }
  /**
   * It may have had some; `settle` is to be called once it is known which of the covered addresses are in force. Left
   * open, the next run reads it back.
   */
  | {
      readonly kind: 'unknown';
      readonly error: string;
      settle(inForce: readonly string[], effects: readonly RecordedEffect[]): Promise<void>;
    };

export interface CallValues {
  /** By address, as in the plan; null for absent. */
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** Sends the call. `effects` are recorded if it is done. Throws only what the state store throws. */
export async function sendCall(
  context: ApplyContext,
  call: Call,
  values: CallValues,
  effects: () => readonly RecordedEffect[],
): Promise<CallOutcome> {
  const { account, domain, operation, covers } = call;
  const intent = { account, domain, operation, covers, ...values, at: context.now() };
  const [id] = await context.journal.intend(context.run, [intent]);
  if (id === undefined) throw new Error('the journal gave no id');
  const settle = (inForce: readonly string[], error: string | null, found: readonly RecordedEffect[]) =>
    context.journal.settle(context.run, [{ id, ...outcomeOf(covers, inForce), error, at: context.now() }], found);
  context.progress.applying(operation, account, covers);
  try {
    await context.account(account).client.execute(call);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof RegistrarError && error.effect === 'none') {
      await settle([], message, []);
      return { kind: 'failed', error: message };
    }
    return { kind: 'unknown', error: message, settle: (inForce, found) => settle(inForce, message, found) };
  }
  await settle(covers, null, effects());
  return { kind: 'done' };
}
