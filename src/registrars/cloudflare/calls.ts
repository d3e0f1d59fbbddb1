/** What a compiled call carries for `execute`: JSON, as it stands in a plan file. */
import type { Json } from '../http/fields.ts';

/** One transaction: deletes, then patches, then posts (dns/manage-dns-records/how-to/batch-record-changes). */
export interface Batch {
  readonly kind: 'batch';
  readonly domain: string;
  /** Null where the zone is not there yet; such a call is compiled again before it is sent. */
  readonly zoneId: string | null;
  readonly deletes: readonly Json[];
  readonly patches: readonly Json[];
  readonly posts: readonly Json[];
}

export type CallBody =
  | Batch
  | { readonly kind: 'create-zone'; readonly domain: string }
  | { readonly kind: 'auto-renew'; readonly domain: string; readonly autoRenew: boolean };

/** What a live zone carries for compiling. */
export interface NativeZone {
  readonly zoneId: string;
  /** Operations in one batch. */
  readonly batchLimit: number;
  /** On the Free plan; false where the plan is not told. */
  readonly free: boolean;
}

/** Operations in one batch, by plan (batch-record-changes); Free where the plan is not told. */
export function batchLimit(plan: string | null): number {
  return plan === 'pro' || plan === 'business' || plan === 'enterprise' ? 3500 : 200;
}
