/**
 * Cloudflare: DNS and Registrar through API v4. Facts from https://developers.cloudflare.com/api/ (the texts of the
 * cloudflare-typescript SDK 7.1.0), https://developers.cloudflare.com/dns/ and the clients named beside them, read
 * 2026-11-23; nothing was tried against the live API.
 * Needs an API token with Zone:Zone:Read and Zone:DNS:Edit; with Zone:Zone:Edit to make zones, and Registrar:Edit with
 * the account's id for registrations.
 */
import { can, cannot, type DnsCapabilities, readOnly, type WholeDescriptor } from '../../schema/capabilities.ts';
import { canonicalRecordSet, checkRecordSet } from './record-rules.ts';

/** The TTL that stands for "automatic"; served as 300 s. */
export const autoTtlSeconds = 1;

const dns: DnsCapabilities = {
  types: {
    A: can,
    AAAA: can,
    ALIAS: cannot('Cloudflare has no ALIAS: use CNAME at the apex, which Cloudflare flattens'),
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
    URL: cannot('redirects are rules at Cloudflare and not records: make one in the dashboard'),
  },
  // 60 to 86400, or 1 for automatic (30 on Enterprise): the answer of error 9021, and dns/manage-dns-records/reference/ttl.
  ttl: { minSeconds: 60, maxSeconds: 86_400, defaultSeconds: autoTtlSeconds, autoSeconds: autoTtlSeconds },
  apexCname: true,
  // dns/manage-dns-records/how-to/create-dns-records, records with the same name; cloudflare-docs PR 10789; read 2026-11-30.
  answersForCname: ({ options }) => options?.proxied === true,
  noGlueAtCut: true,
  // NOT VERIFIED: a name that is refused is an error of the apply, and loses nothing.
  slashInNames: true,
  txt: 'strings',
  createZone: can,
  needsDelegation: false,
  rewrites: false,
  options: {
    proxied: { kind: 'boolean', types: ['A', 'AAAA', 'CNAME'], default: false, absentMeans: 'default' },
    comment: { kind: 'string', types: allTypes(), default: '', absentMeans: 'unmanaged' },
    tags: { kind: 'strings', types: allTypes(), default: [], absentMeans: 'unmanaged' },
  },
  // Paid plans; Free has 200 for zones made since 2024-09-01, and 1,000 before (dns/manage-dns-records).
  maxRecords: 3500,
  checkRecordSet,
  canonicalRecordSet,
  // A zone made through the API has no records; the assigned NS and the SOA are not among them.
  isDefaultRecordSet: () => false,
  // developers.cloudflare.com, Zone status, read 2026-11-30.
  leaving:
    'Cloudflare deletes the zone of a Free plan, with all its records and settings, 7 days after its nameservers were left, and for good 7 days later; proxying, Email Routing and rules stop',
};

export const descriptor: WholeDescriptor = {
  name: 'cloudflare',
  title: 'Cloudflare',
  official: true,
  documentation: 'https://developers.cloudflare.com/api/',
  // An origin; `/client/v4` is part of the paths.
  endpoint: 'https://api.cloudflare.com',
  credentials: [
    {
      key: 'api_token',
      required: true,
      variable: 'CLOUDFLARE_API_TOKEN',
      secret: true,
      sandbox: 'sandbox-token-of-cloudflare-0123456789ab',
    },
    {
      key: 'account_id',
      required: false,
      variable: 'CLOUDFLARE_ACCOUNT_ID',
      secret: false,
      sandbox: '5a9db0c55a9db0c55a9db0c55a9db0c5',
    },
  ],
  limits: [
    {
      requests: 1200,
      perMs: 300_000,
      source:
        'https://developers.cloudflare.com/fundamentals/api/reference/limits/, per user or account token, 2026-11-23',
    },
    {
      requests: 200,
      perMs: 1000,
      source: 'https://developers.cloudflare.com/fundamentals/api/reference/limits/, per IP address, 2026-11-23',
    },
  ],
  maxConcurrent: 10,
  registration: {
    settings: {
      auto_renew: can,
      transfer_lock: readOnly('the API of Cloudflare Registrar shows the lock but cannot change it; the dashboard can'),
      privacy: readOnly('the API of Cloudflare Registrar shows privacy but sets it at registration only'),
      nameservers: readOnly(
        'a domain registered at Cloudflare is delegated to the nameservers that Cloudflare gave its zone',
      ),
      dnssec: cannot(
        'Cloudflare puts the DS of a domain that it registers at the registry itself, when its zone is signed',
      ),
    },
    // That a late switch is charged at once is NOT VERIFIED.
    earlyRenewal: {
      days: 30,
      source: 'https://developers.cloudflare.com/registrar/account-options/renew-domains/, 2026-11-30',
    },
  },
  dns,
};

function allTypes(): DnsCapabilities['options'][string]['types'] {
  return [
    'A',
    'AAAA',
    'CAA',
    'CNAME',
    'DS',
    'HTTPS',
    'LOC',
    'MX',
    'NAPTR',
    'NS',
    'PTR',
    'SRV',
    'SSHFP',
    'SVCB',
    'TLSA',
    'TXT',
  ];
}
