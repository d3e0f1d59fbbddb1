/** The calls that plans hold for Name.com: what `compile.ts` makes and `execute.ts` sends. JSON, no secrets. */
import type { WireRow } from './convert.ts';
import type { WireDs } from './wire.ts';

/** The fields of a domain that one PATCH changes, all or none of them. */
export interface DomainPatch {
  readonly autorenewEnabled?: boolean;
  readonly locked?: boolean;
  readonly privacyEnabled?: boolean;
}

export type NamecomCall =
  | { readonly kind: 'create'; readonly domain: string; readonly row: WireRow }
  | {
      readonly kind: 'update';
      readonly domain: string;
      readonly id: number;
      readonly row: WireRow;
      /** The type that the record has now, in Name.com's word. */
      readonly was: string;
    }
  | { readonly kind: 'delete'; readonly domain: string; readonly id: number }
  | { readonly kind: 'patch-domain'; readonly domain: string; readonly fields: DomainPatch }
  | { readonly kind: 'nameservers'; readonly domain: string; readonly nameservers: readonly string[] }
  /** In this order. */
  | { readonly kind: 'dnssec'; readonly domain: string; readonly steps: readonly DsStep[] };

export type CallOf<K extends NamecomCall['kind']> = Extract<NamecomCall, { readonly kind: K }>;

export type DsStep =
  | { readonly kind: 'add'; readonly ds: WireDs }
  /** By the digest as it was answered. */
  | { readonly kind: 'drop'; readonly digest: string };
