/** The calls that plans hold for Gandi: what `compile.ts` makes and `execute.ts` sends. JSON, no secrets. */
import type { Fqdn } from '../../schema/dns/rdata.ts';
import type { StoredSet } from './stored-set.ts';
import type { RenewalTerms } from './wire.ts';

export type GandiCall =
  | { readonly kind: 'create-zone'; readonly domain: string }
  | { readonly kind: 'put-set'; readonly domain: string; readonly set: StoredSet }
  | { readonly kind: 'delete-set'; readonly domain: string; readonly name: string; readonly type: string }
  /** All types of a name; those that are not ours go back unchanged. */
  | { readonly kind: 'put-name'; readonly domain: string; readonly name: string; readonly sets: readonly StoredSet[] }
  | { readonly kind: 'delete-name'; readonly domain: string; readonly name: string }
  | ZoneRewrite
  | {
      readonly kind: 'auto-renew';
      readonly domain: string;
      readonly enabled: boolean;
      /** Null: to be read before, because a write without them may set them back. */
      readonly renewal: RenewalTerms | null;
    }
  | {
      readonly kind: 'transfer-lock';
      readonly domain: string;
      readonly locked: boolean;
      readonly canLock: boolean | null;
    }
  | { readonly kind: 'nameservers'; readonly domain: string; readonly nameservers: readonly Fqdn[] };

/** The whole zone: read again, compared with what the plan was made from, and written with the changes made. */
export interface ZoneRewrite {
  readonly kind: 'put-zone';
  readonly domain: string;
  /** Digest of all sets that stay as they are. */
  readonly kept: string;
  /** The sets that go, and those that come. */
  readonly before: readonly StoredSet[];
  readonly after: readonly StoredSet[];
}
