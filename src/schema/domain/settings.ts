import type { DsRdata, Fqdn } from '../dns/rdata.ts';

/** The registration settings that a config can hold, in the order in which they are shown. */
export const settingFields = ['auto_renew', 'transfer_lock', 'privacy', 'nameservers', 'dnssec'] as const;
export type SettingField = (typeof settingFields)[number];

/**
 * The value of each setting in canonical form.
 * `nameservers`: unique and sorted. `dnssec`: the DS set at the parent, unique and sorted by printed form; empty is off.
 */
export interface SettingValues {
  readonly auto_renew: boolean;
  readonly transfer_lock: boolean;
  readonly privacy: boolean;
  readonly nameservers: readonly Fqdn[];
  readonly dnssec: readonly DsRdata[];
}

export type SettingValue = SettingValues[SettingField];
