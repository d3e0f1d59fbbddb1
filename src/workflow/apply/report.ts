import type { Action, Plan, Refusal } from '../../planner/plan.ts';

/** The result of an apply. This is also the documented JSON form, hence its snake_case keys. */
export interface ApplyReport {
  readonly format_version: '1.0';
  /** The run's number in the state; null: a plan file that is refused as it stands begins no run. */
  readonly run: number | null;
  /** The codes of what refused the plan: guards, `stale`, `not-confirmed`. Empty: it was carried out. */
  readonly refused: readonly string[];
  /** Those that nobody has consented to, as in the plan. */
  readonly refusals: readonly Refusal[];
  readonly summary: { readonly applied: number; readonly failed: number; readonly not_attempted: number };
  /** Sorted as the plan's changes. */
  readonly results: readonly ChangeResult[];
  /** By account: requests as sent, and how many of them were repeats. */
  readonly calls: Readonly<Record<string, CallCounts>>;
  readonly interrupted: boolean;
}

export interface ChangeResult {
  readonly address: string;
  readonly account: string;
  readonly action: Action;
  readonly status: 'applied' | 'failed' | 'not_attempted';
  /** What failed, what was seen, what to do next. */
  readonly error?: string;
}

export interface CallCounts {
  readonly reads: number;
  readonly writes: number;
  readonly retries: number;
}

/** Of a plan that was refused: nothing of it was attempted. */
export function refusedReport(run: number | null, plan: Plan, refused: readonly string[]): ApplyReport {
  return {
    format_version: '1.0',
    run,
    refused,
    refusals: plan.refusals.filter(({ consented }) => !consented),
    summary: { applied: 0, failed: 0, not_attempted: plan.changes.length },
    results: plan.changes.map(({ address, account, action }) => ({
      address,
      account,
      action,
      status: 'not_attempted',
    })),
    calls: {},
    interrupted: false,
  };
}
