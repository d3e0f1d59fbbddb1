/**
 * Hover: the JSON API behind its control panel. Hover documents none and gives no support for it; it may change without
 * notice. Facts from the recordings of dns-lexicon (2023), GoCodeAlone/workflow-plugin-hover (2026), the CaptainCore
 * plugin and bttnns/hover-dns (2026), read 2026-11-23; nothing was tried against the live service.
 */
import { can, cannot, type DnsCapabilities, readOnly, type WholeDescriptor } from '../../schema/capabilities.ts';
import { checkRecordSet, defaultTtlSeconds, isDefaultRecordSet, replaceReason } from './record-rules.ts';

const notHeld = cannot('Hover has A, AAAA, CNAME, MX, SRV and TXT records only: host the zone elsewhere for others');

const dns: DnsCapabilities = {
  types: {
    A: can,
    AAAA: can,
    ALIAS: notHeld,
    // SSLMate/caa_helper issue 114.
    CAA: notHeld,
    CNAME: can,
    DS: notHeld,
    HTTPS: notHeld,
    LOC: notHeld,
    MX: can,
    NAPTR: notHeld,
    // One author made it by sending the panel's call by hand (hover-ddns issue 18).
    NS: readOnly('the control panel of Hover has no form for it: delegate the name at a host that has NS records'),
    PTR: notHeld,
    SRV: can,
    SSHFP: notHeld,
    SVCB: notHeld,
    TLSA: notHeld,
    TXT: can,
    URL: cannot('Hover keeps forwards apart from its records: set them up on its website'),
  },
  // Seen: 120, 300, 900, 3600. What else is taken is NOT VERIFIED; a TTL that is stored otherwise is told and taken back.
  ttl: { minSeconds: 120, maxSeconds: 86_400, defaultSeconds: defaultTtlSeconds },
  apexCname: false,
  txt: 'text',
  createZone: cannot('Hover hosts the zones of domains that are registered there, and those come with one'),
  // `local_nameservers: false` shows the records all the same; that they can be changed is inferred.
  needsDelegation: false,
  rewrites: false,
  options: {},
  checkRecordSet,
  canonicalRecordSet: (set) => set,
  replaceReason,
  isDefaultRecordSet,
  // `local_nameservers: false` in dns-lexicon's recordings: the rows are kept.
  leaving:
    'mailboxes and web forwards at Hover are found by its records: without its nameservers they stop (not verified); the records are kept',
};

export const descriptor: WholeDescriptor = {
  name: 'hover',
  title: 'Hover',
  official: false,
  documentation: 'https://help.hover.com/',
  endpoint: 'https://www.hover.com',
  credentials: [
    {
      key: 'username',
      required: true,
      variable: 'HOVER_USERNAME',
      secret: false,
      sandbox: 'sandbox',
      insteadOf: ['cookie'],
    },
    {
      key: 'password',
      required: true,
      variable: 'HOVER_PASSWORD',
      secret: true,
      sandbox: 'sandbox-password-5d1e2f30',
      insteadOf: ['cookie'],
    },
    {
      key: 'totp_secret',
      required: false,
      variable: 'HOVER_TOTP_SECRET',
      secret: true,
      sandbox: 'SANDBOXTOTPSECRETOFHOVERAAAAAAAA',
    },
    {
      key: 'cookie',
      required: false,
      variable: 'HOVER_COOKIE',
      secret: true,
      sandbox: 'hover_session=sandbox-session-9c41; hoverauth=sandbox-hoverauth-7be02d',
    },
  ],
  limits: [
    {
      requests: 1,
      perMs: 1000,
      source:
        'no number is published, bursts are answered with 429 (GoCodeAlone/workflow-plugin-hover); one a second is what clients keep to, read 2026-11-23',
    },
  ],
  maxConcurrent: 1,
  registration: {
    settings: {
      auto_renew: can,
      transfer_lock: can,
      privacy: can,
      nameservers: can,
      dnssec: cannot('no call for DS records is known: ask the support of Hover, or host the registration elsewhere'),
    },
  },
  dns,
};
