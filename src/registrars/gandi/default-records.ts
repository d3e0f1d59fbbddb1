/**
 * What Gandi puts into the zone of a newly registered domain, as recorded in octodns-gandi:tests/fixtures/gandi-records.json
 * (read 2026-11-23). The parking address and the mail defaults are the user's to change.
 */
import type { StoredSet } from './stored-set.ts';

/** LiveDNS API, schema of `rrset_ttl`; also what a write without a TTL gets. */
export const defaultTtlSeconds = 10800;

const defaults: readonly (readonly [name: string, type: string, ...values: string[]])[] = [
  ['@', 'A', '217.70.184.38'],
  ['@', 'MX', '10 spool.mail.gandi.net.', '50 fb.mail.gandi.net.'],
  ['@', 'TXT', '"v=spf1 include:_mailcust.gandi.net ?all"'],
  ['webmail', 'CNAME', 'webmail.gandi.net.'],
  ['www', 'CNAME', 'webredir.vip.gandi.net.'],
  ['_imap._tcp', 'SRV', '0 0 0 .'],
  ['_imaps._tcp', 'SRV', '0 1 993 mail.gandi.net.'],
  ['_pop3._tcp', 'SRV', '0 0 0 .'],
  ['_pop3s._tcp', 'SRV', '10 1 995 mail.gandi.net.'],
  ['_submission._tcp', 'SRV', '0 1 465 mail.gandi.net.'],
];

export const defaultRecords: readonly StoredSet[] = defaults.map(([name, type, ...values]) => ({
  name,
  type,
  ttlSeconds: defaultTtlSeconds,
  values,
}));
