/**
 * Name.com: the Core API v1. Facts from its OpenAPI files (namedotcom/namecom-mcp 1.2.1 of 2025, patramsey/namecom-cli 1.27.1
 * of 2026) and the clients named beside them, read 2026-11-23; nothing was tried against the live API.
 */
import { can, cannot, type DnsCapabilities, type WholeDescriptor } from '../../schema/capabilities.ts';
import { canonicalNameservers } from './nameservers.ts';
import { checkRecordSet } from './record-rules.ts';

const limitSource = 'OpenAPI file of the Core API, BasicAuth; all tokens of an account together; read 2026-11-23';

const notHeld = cannot(
  'Name.com has A, AAAA, ANAME, CNAME, MX, NS, SRV and TXT records only: host the zone elsewhere for others',
);

const dns: DnsCapabilities = {
  types: {
    A: can,
    AAAA: can,
    ALIAS: can,
    CAA: notHeld,
    CNAME: can,
    DS: cannot('Name.com has no DS records in its zones; those of the domain itself are the setting dnssec'),
    HTTPS: notHeld,
    LOC: notHeld,
    MX: can,
    NAPTR: notHeld,
    NS: can,
    PTR: notHeld,
    SRV: can,
    SSHFP: notHeld,
    SVCB: notHeld,
    TLSA: notHeld,
    TXT: can,
    URL: cannot(
      'Name.com keeps URL forwarding apart from the records and is retiring its API for it: set it up in the control panel',
    ),
  },
  // The minimum is documented; no maximum is (NOT VERIFIED), so it is that of RFC 2181. 300 is what a write without TTL gets.
  ttl: { minSeconds: 300, maxSeconds: 2_147_483_647, defaultSeconds: 300 },
  apexCname: false,
  txt: 'text',
  createZone: cannot('Name.com hosts the zones of domains that are registered there, and no others'),
  // 403 on changing and deleting (OpenAPI file); in 2017 nothing was shown either (dnscontrol issue 206).
  needsDelegation: true,
  rewrites: false,
  options: {},
  checkRecordSet,
  canonicalRecordSet: (set) => set,
  // NOT VERIFIED: new domains show a parking page, and which records that takes, if any, is documented nowhere.
  isDefaultRecordSet: () => false,
  // 403 on writes: API documents of 2025; forwarding: inferred.
  leaving:
    "Name.com's URL and e-mail forwarding stop with its nameservers (not verified), and its records cannot be changed until they are back",
};

export const descriptor: WholeDescriptor = {
  name: 'namecom',
  title: 'Name.com',
  official: true,
  documentation: 'https://docs.name.com/',
  // An origin; `/core/v1` is part of the paths.
  endpoint: 'https://api.name.com',
  credentials: [
    { key: 'username', required: true, variable: 'NAMECOM_USERNAME', secret: false, sandbox: 'sandbox' },
    {
      key: 'token',
      required: true,
      variable: 'NAMECOM_TOKEN',
      secret: true,
      sandbox: '5a9db0c5d1e2f30415263748596a7b8c9dae0fb1',
    },
  ],
  limits: [
    { requests: 20, perMs: 1000, source: limitSource },
    { requests: 3000, perMs: 3_600_000, source: limitSource },
  ],
  maxConcurrent: 6,
  registration: {
    settings: { auto_renew: can, transfer_lock: can, privacy: can, nameservers: can, dnssec: can },
    canonicalNameservers,
  },
  dns,
};
