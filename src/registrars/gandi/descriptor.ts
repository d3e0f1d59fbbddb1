/**
 * Gandi: the v5 Domain API and LiveDNS. Facts from https://api.gandi.net/docs/domains/, https://api.gandi.net/docs/livedns/
 * and the clients named beside them, read 2026-11-23; nothing was tried against the live API.
 * Needs a personal access token with "Manage domain name technical configurations".
 */
import { can, cannot, type DnsCapabilities, readOnly, type WholeDescriptor } from '../../schema/capabilities.ts';
import { apexOf } from '../../schema/dns/name.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { bad, type Problem } from '../../schema/result.ts';
import { zoneNameTwice } from '../zone-name-twice.ts';
import { storedSetFrom } from './convert.ts';
import { defaultRecords, defaultTtlSeconds } from './default-records.ts';
import { liveRecords } from './live-zone.ts';
import { storedSetText } from './stored-set.ts';

/** Through the canonical form and back, so that both sides of a comparison are spelled alike. Stored names are relative. */
const defaultTexts: ReadonlySet<string> = new Set(
  liveRecords('example.com', defaultRecords).recordSets.map((set) => storedSetText(storedSetFrom(set, 'example.com'))),
);

/** LiveDNS API, schema of `rrset_values`. */
const maxValueLength = 16384;

const dns: DnsCapabilities = {
  types: {
    A: can,
    AAAA: can,
    ALIAS: can,
    CAA: can,
    CNAME: can,
    DS: can,
    HTTPS: can,
    LOC: can,
    MX: can,
    NAPTR: can,
    NS: can,
    PTR: can,
    SRV: can,
    SSHFP: can,
    SVCB: can,
    TLSA: can,
    TXT: can,
    URL: cannot('LiveDNS holds DNS records only, and the web redirections of Gandi are another service'),
  },
  // LiveDNS API, schema of `rrset_ttl`.
  ttl: { minSeconds: 300, maxSeconds: 2_592_000, defaultSeconds: defaultTtlSeconds },
  apexCname: false,
  txt: 'strings',
  // Only for domains that are registered at Gandi: anything else is answered with 404 (octodns-gandi, its tests).
  createZone: can,
  needsDelegation: false,
  rewrites: true,
  options: {},
  checkRecordSet,
  canonicalRecordSet: (set) => set,
  isDefaultRecordSet,
  leaving:
    'mailboxes and web redirections at Gandi are found by its records: without its nameservers they stop, unless the records are declared at the new host (not verified); the zone there is kept',
};

export const descriptor: WholeDescriptor = {
  name: 'gandi',
  title: 'Gandi',
  official: true,
  documentation: 'https://api.gandi.net/docs/',
  endpoint: 'https://api.gandi.net',
  credentials: [
    {
      key: 'token',
      required: true,
      variable: 'GANDI_TOKEN',
      secret: true,
      sandbox: 'sandbox00token00of00gandi00000000000000',
    },
    {
      key: 'sharing_id',
      required: false,
      variable: 'GANDI_SHARING_ID',
      secret: false,
      sandbox: '5a1db0c5-5a1d-4b0c-9a1d-5a1db0c55a1d',
    },
  ],
  limits: [
    {
      requests: 1000,
      perMs: 60_000,
      source: 'Gandi rate limits, per source IP address; api-evangelist/gandi, 2026-11-23',
    },
  ],
  maxConcurrent: 8,
  registration: {
    settings: {
      auto_renew: can,
      transfer_lock: can,
      privacy: readOnly(
        'Gandi keeps it in the contacts, and writing those may start a change of owner: set it in the web interface',
      ),
      nameservers: can,
      dnssec: cannot('Gandi takes public keys and not DS records, and a DS record does not tell its key'),
    },
  },
  dns,
};

function checkRecordSet(set: RecordSet, domain: string): readonly Problem[] {
  const apex = set.name === apexOf(domain);
  const problems: Problem[] = [...zoneNameTwice(set, domain, 'LiveDNS')];
  const note = (message: string, suggestion?: string) => problems.push(bad(message, suggestion).problem);
  if (set.type === 'ALIAS' && !apex) {
    note('LiveDNS has ALIAS at the apex only', 'use CNAME for this name');
  }
  if (set.type === 'NS' && apex) {
    note('LiveDNS keeps the NS records of the apex itself', 'remove them, and set "nameservers" for the delegation');
  }
  for (const value of storedSetFrom(set, domain).values) {
    if (value.length > maxValueLength) {
      note(
        `LiveDNS takes values of up to ${maxValueLength} characters, and this one has ${value.length}`,
        'shorten it',
      );
    }
  }
  return problems;
}

function isDefaultRecordSet(set: RecordSet, domain: string): boolean {
  return set.ttlSeconds === defaultTtlSeconds && defaultTexts.has(storedSetText(storedSetFrom(set, domain)));
}
