/**
 * NameSilo: what it can hold and do. Sources: its API reference as other clients quote it (nrdcg/namesilo,
 * kamalyes/go-namesilo), its WHMCS module, its support page on batch processing; read 2026-11-23.
 */
import { can, cannot, type DnsCapabilities, type WholeDescriptor } from '../../schema/capabilities.ts';
import { automaticTtlSeconds, canonicalTtl } from './convert.ts';
import { checkRecordSet, isDefaultRecordSet } from './record-rules.ts';

const notHeld = cannot("NameSilo's API has no such records; host the zone elsewhere (`dns`) if you need them");

const dns: DnsCapabilities = {
  types: {
    A: can,
    AAAA: can,
    ALIAS: cannot('NameSilo has no ALIAS records; write the addresses as A and AAAA'),
    CAA: can,
    CNAME: can,
    DS: notHeld,
    HTTPS: notHeld,
    LOC: notHeld,
    MX: can,
    NAPTR: notHeld,
    NS: cannot("NameSilo's API documents no NS records; host the zone elsewhere (`dns`) to delegate a part of it"),
    PTR: notHeld,
    SRV: can,
    SSHFP: notHeld,
    SVCB: notHeld,
    TLSA: notHeld,
    TXT: can,
    URL: cannot(
      "NameSilo's web forwards are not records, and its API does not list those of sub-domains; set them up in its panel",
    ),
  },
  // 3600 to 2592000: lego, providers/dns/namesilo. Lower ones are stored as 3600 without a word (dns-lexicon).
  ttl: {
    minSeconds: 3600,
    maxSeconds: 2_592_000,
    defaultSeconds: automaticTtlSeconds,
    autoSeconds: automaticTtlSeconds,
  },
  apexCname: false,
  txt: 'text',
  createZone: cannot('a zone at NameSilo comes with the registration there'),
  // Whether records of a domain with other nameservers can be written is NOT VERIFIED. Taken as possible: a write that
  // is refused holds the switch of the nameservers back, where switching first could mean an empty zone.
  needsDelegation: false,
  rewrites: false,
  options: {},
  checkRecordSet,
  canonicalRecordSet: (set) => {
    const ttlSeconds = canonicalTtl(set.ttlSeconds);
    return ttlSeconds === set.ttlSeconds ? set : { ...set, ttlSeconds };
  },
  isDefaultRecordSet,
  // Each domain keeps a zone (`listZones`); that forwards stop with it is inferred.
  leaving: 'web and e-mail forwarding at NameSilo stop with its nameservers (not verified); the zone there is kept',
};

export const descriptor: WholeDescriptor = {
  name: 'namesilo',
  title: 'NameSilo',
  official: true,
  documentation: 'https://www.namesilo.com/api-reference',
  endpoint: 'https://www.namesilo.com',
  credentials: [
    {
      key: 'api_key',
      required: true,
      variable: 'NAMESILO_API_KEY',
      secret: true,
      sandbox: 'a1b2c3d4e5f60718293a4b5c',
    },
  ],
  limits: [
    {
      requests: 1,
      perMs: 1000,
      source:
        'NameSilo publishes no number, and answers bursts with HTTP 503; one request a second is what other clients keep to, read 2026-11-23',
    },
  ],
  maxConcurrent: 1,
  registration: {
    settings: { auto_renew: can, transfer_lock: can, privacy: can, nameservers: can, dnssec: can },
  },
  dns,
};
