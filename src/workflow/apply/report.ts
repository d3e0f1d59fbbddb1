/** The result of an apply. This is also the documented JSON form, hence its snake_case keys. */
export interface ApplyReport {
  readonly format_version: '1.0';
  /** The run's number in the state. */
  readonly run: number;
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
  readonly status: 'applied' | 'failed' | 'not_attempted';
  /** What failed, what was seen, what to do next. */
  readonly error?: string;
}

export interface CallCounts {
  readonly reads: number;
  readonly writes: number;
  readonly retries: number;
}
