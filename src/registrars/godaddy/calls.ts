/** The calls that plans hold for GoDaddy: what `compile.ts` makes and `execute.ts` sends. JSON, no secrets. */
import type { Fqdn } from '../../schema/dns/rdata.ts';
import type { Row } from './wire.ts';

export type GoDaddyCall =
  /** Adds records and keeps the rest. */
  | { readonly kind: 'add'; readonly domain: string; readonly rows: readonly Row[] }
  | {
      readonly kind: 'put-set';
      readonly domain: string;
      readonly type: string;
      readonly name: string;
      readonly rows: readonly Row[];
    }
  | { readonly kind: 'delete-set'; readonly domain: string; readonly type: string; readonly name: string }
  | TypeRewrite
  /** Never sent, and refused in the plan already: there are records that a write would destroy unseen. */
  | { readonly kind: 'blocked'; readonly domain: string; readonly seen: string }
  | { readonly kind: 'settings'; readonly domain: string; readonly settings: DomainSettings }
  | { readonly kind: 'nameservers'; readonly domain: string; readonly nameservers: readonly Fqdn[] };

/** All records of one type, at all names: read again, compared with what the plan was made from, and written with these changes made. */
export interface TypeRewrite {
  readonly kind: 'rewrite-type';
  readonly domain: string;
  readonly type: string;
  /** Owner names of the sets that go or are replaced. */
  readonly names: readonly Fqdn[];
  /** Digest of what stays as it is. */
  readonly kept: string;
  /** Digest of what goes or is replaced. */
  readonly before: string;
  readonly rows: readonly Row[];
}

/** In GoDaddy's words. */
export interface DomainSettings {
  readonly renewAuto?: boolean;
  readonly locked?: boolean;
}

/** What to do about a `blocked` call. */
export const unreadableAdvice = "Remove those records on GoDaddy's website, and plan again.";
