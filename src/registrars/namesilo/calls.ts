/** The calls that plans hold for NameSilo: what `compile.ts` makes and `execute.ts` sends. JSON, no secrets. */
import type { DsRdata } from '../../schema/dns/rdata.ts';
import type { Row, StoredRow } from './convert.ts';

export type NameSiloCall =
  | RecordWrite
  | { readonly kind: 'switch'; readonly domain: string; readonly operation: SwitchOperation }
  /** Without trailing dots. */
  | { readonly kind: 'nameservers'; readonly domain: string; readonly nameservers: readonly string[] }
  | DsWrite;

/** One request on one record. */
export type RecordWrite =
  | { readonly kind: 'add'; readonly domain: string; readonly row: Row }
  | { readonly kind: 'update'; readonly domain: string; readonly before: StoredRow; readonly row: Row }
  | { readonly kind: 'delete'; readonly domain: string; readonly before: StoredRow };

/** One request for each DS record: those that come, then those that go. */
export interface DsWrite {
  readonly kind: 'ds';
  readonly domain: string;
  readonly add: readonly DsRdata[];
  readonly remove: readonly DsRdata[];
}

/** The operations that turn a setting on or off, each with the code for "is so already" (table in python-namesilo; WHMCS module). */
export const switchOperations = {
  addAutoRenewal: '250',
  removeAutoRenewal: '251',
  domainLock: '252',
  domainUnlock: '253',
  addPrivacy: '255',
  removePrivacy: '256',
} as const;
export type SwitchOperation = keyof typeof switchOperations;
