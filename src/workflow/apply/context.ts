import type { PlannedRun } from '../../planner/plan-changes.ts';
import type { Management, StateStore } from '../../state/store.ts';
import type { OpenAccount } from '../open-accounts.ts';
import type { Progress } from '../progress.ts';
import type { Tracker } from './tracker.ts';

/** What every step of one apply shares. */
export interface ApplyContext {
  readonly planned: PlannedRun;
  readonly run: number;
  readonly journal: Pick<StateStore, 'intend' | 'settle'>;
  readonly tracker: Tracker;
  readonly progress: Progress;
  /** After an abort no further call is sent; those in flight are waited for and recorded. */
  readonly signal: AbortSignal;
  account(name: string): OpenAccount;
  /** How the address was recorded at this account when the plan was made; undefined: it was not. */
  recorded(account: string, address: string): Management | undefined;
  /** Whether it is ours once the changes of the state alone are made. */
  isManaged(account: string, address: string): boolean;
  /** Whether writes at this account are read back though they were confirmed. */
  verifies(account: string, what: 'records' | 'settings'): boolean;
  /** Lets time pass; ends early, without a word, on an abort. */
  wait(ms: number): Promise<void>;
  /** ISO 8601. */
  now(): string;
}
