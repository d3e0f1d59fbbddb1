/**
 * Porkbun: DNS and registrations through the JSON API v3. Facts from https://porkbun.com/api/json/v3/spec (OpenAPI 3.7,
 * 2026-04-14), Porkbun's own MCP server (oborseth/Porkbun-MCP) and the clients named beside them, read 2026-11-23;
 * nothing was tried against the live API.
 * Needs an API key pair, and "API Access" switched on for each domain.
 */
import { can, cannot, type DnsCapabilities, readOnly, type WholeDescriptor } from '../../schema/capabilities.ts';
import { canonicalRecordSet, checkRecordSet, isDefaultRecordSet, minTtlSeconds } from './record-rules.ts';

const notHeld = cannot('the API of Porkbun has no such records');

const dns: DnsCapabilities = {
  types: {
    A: can,
    AAAA: can,
    ALIAS: can,
    CAA: can,
    CNAME: can,
    DS: cannot('a zone at Porkbun holds no DS for names below it: sign such a name at a host that holds DS'),
    HTTPS: can,
    LOC: notHeld,
    MX: can,
    NAPTR: notHeld,
    NS: can,
    PTR: notHeld,
    SRV: can,
    SSHFP: can,
    SVCB: can,
    TLSA: can,
    TXT: can,
    URL: cannot(
      'Porkbun keeps URL forwards apart from its records, and reading them would take a second request for every zone: set them up on its website',
    ),
  },
  // The highest TTL in any recorded answer is a day; what the API takes beyond that is NOT VERIFIED.
  ttl: { minSeconds: minTtlSeconds, maxSeconds: 86_400, defaultSeconds: minTtlSeconds },
  apexCname: false,
  txt: 'text',
  createZone: cannot('Porkbun hosts the zones of domains that are registered there, and those come with one'),
  needsDelegation: false,
  rewrites: false,
  options: {},
  checkRecordSet,
  canonicalRecordSet,
  isDefaultRecordSet,
  // Porkbun-MCP `src/tools.ts`, read 2026-11.
  leaving:
    'Porkbun switches off its DNS, URL forwards and free certificates of a domain that leaves its nameservers; the records are kept',
};

/** "About 60 / minute or 2 / second"; the documents of the API give no number. */
const limitSource =
  'Porkbun support, quoted in dns-lexicon providers/porkbun.py and in cullenmcdermott/terraform-provider-porkbun, read 2026-11-23';
const websiteOnly = 'the API of Porkbun shows it but has no call that changes it; the website does';

export const descriptor: WholeDescriptor = {
  name: 'porkbun',
  title: 'Porkbun',
  official: true,
  documentation: 'https://porkbun.com/api/json/v3/documentation',
  // An origin; `/api/json/v3` is part of the paths. The older host, porkbun.com, no longer answers.
  endpoint: 'https://api.porkbun.com',
  credentials: [
    {
      key: 'api_key',
      required: true,
      variable: 'PORKBUN_API_KEY',
      secret: true,
      sandbox: 'pk1_sb_0a1b2c3d4e5f60718293a4b5c6d7e8f9',
    },
    {
      key: 'secret_api_key',
      required: true,
      variable: 'PORKBUN_SECRET_API_KEY',
      secret: true,
      sandbox: 'sk1_sb_9f8e7d6c5b4a39281706f5e4d3c2b1a0',
    },
  ],
  limits: [
    { requests: 60, perMs: 60_000, source: limitSource },
    { requests: 2, perMs: 1000, source: limitSource },
  ],
  // What support advises, and what dnscontrol does.
  maxConcurrent: 1,
  registration: {
    settings: {
      auto_renew: can,
      transfer_lock: readOnly(websiteOnly),
      privacy: readOnly(websiteOnly),
      nameservers: can,
      dnssec: can,
    },
  },
  dns,
  afterWrites: {
    settings: { lag: { ms: 30_000, source: 'NOT VERIFIED: whether getNs follows updateNs at once is not documented' } },
  },
};
