/** What a compiled call carries for `execute`: JSON, as it stands in a plan file; no secrets. */
import type { DsRdata, Fqdn } from '../../schema/dns/rdata.ts';

/**
 * A record as create and edit take it. An edit gets every field: whether one that is left out stays or goes is NOT
 * VERIFIED (Porkbun-MCP calls them optional; a missing name may mean the apex, a missing TTL the minimum).
 */
export interface RecordFields {
  /** Relative; empty for the apex. */
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly ttl: string;
  /** MX and SRV. */
  readonly prio?: string;
  /** The user's own note at a record; kept. */
  readonly notes?: string;
}

export type DnssecStep =
  | { readonly kind: 'create'; readonly ds: DsRdata }
  | { readonly kind: 'delete'; readonly keyTag: number };

export type CallBody =
  | { readonly kind: 'create'; readonly domain: string; readonly record: RecordFields }
  | { readonly kind: 'edit'; readonly domain: string; readonly id: string; readonly record: RecordFields }
  /** An edit that changes the type too. `before`: what to put back if it has to be done in two steps and fails. */
  | {
      readonly kind: 'swap';
      readonly domain: string;
      readonly id: string;
      readonly before: RecordFields;
      readonly record: RecordFields;
    }
  | { readonly kind: 'delete'; readonly domain: string; readonly id: string }
  | { readonly kind: 'delete-set'; readonly domain: string; readonly type: string; readonly name: string }
  | { readonly kind: 'auto-renew'; readonly enabled: boolean; readonly domains: readonly string[] }
  | { readonly kind: 'nameservers'; readonly domain: string; readonly nameservers: readonly Fqdn[] }
  | { readonly kind: 'dnssec'; readonly domain: string; readonly steps: readonly DnssecStep[] };
