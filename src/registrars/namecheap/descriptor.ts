/** Namecheap: what it can hold and do. Source: docs/namecheap-api-v2.md of namecheap/go-namecheap-sdk, read 2026-11-23. */
import { can, cannot, type DnsCapabilities, readOnly, type WholeDescriptor } from '../../schema/capabilities.ts';
import { apexOf } from '../../schema/dns/name.ts';
import type { CaaRdata, Rdata } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { bad, type Problem } from '../../schema/result.ts';
import { twinProblems } from '../twins.ts';
import { rowsOfSet } from './convert.ts';
import { canonicalTtl } from './live-zone.ts';
import { isIgnored, rowIdentity, twoStepsReason } from './row-identity.ts';
import { automaticTtlSeconds, type HostRow } from './wire.ts';

/** Given by Namecheap's support in 2017, in a comment of dnscontrol's provider; the SDK defaults to the first. */
const limitSource = 'Namecheap support, quoted in dnscontrol providers/namecheap, read 2026-11-23';

const notHeld = cannot('the API of Namecheap has no such records');
const panelSrv = cannot(
  "SRV is not in Namecheap's documented API: records made in its panel are neither shown nor written here, and whether a write keeps them is not verified; make it in the panel, or host the zone elsewhere",
);

const dns: DnsCapabilities = {
  types: {
    A: can,
    AAAA: can,
    ALIAS: can,
    CAA: can,
    CNAME: can,
    DS: notHeld,
    HTTPS: notHeld,
    LOC: notHeld,
    MX: can,
    NAPTR: notHeld,
    NS: can,
    PTR: notHeld,
    SRV: panelSrv,
    SSHFP: notHeld,
    SVCB: notHeld,
    TLSA: notHeld,
    TXT: can,
    URL: can,
  },
  // The SDK's constants; a copy of the documents of May 2026 says 300 to 60000.
  ttl: { minSeconds: 60, maxSeconds: 60_000, defaultSeconds: automaticTtlSeconds, autoSeconds: automaticTtlSeconds },
  apexCname: false,
  txt: 'text',
  createZone: cannot('a zone at Namecheap comes with the registration there; FreeDNS zones are made in its panel'),
  needsDelegation: true,
  rewrites: true,
  options: {},
  // Namecheap's knowledge base, article 10058.
  maxRecords: 150,
  checkRecordSet,
  canonicalRecordSet: (set) => {
    const ttlSeconds = canonicalTtl(set.ttlSeconds);
    return ttlSeconds === set.ttlSeconds ? set : { ...set, ttlSeconds };
  },
  replaceReason,
  isDefaultRecordSet,
  leaving:
    'URL forwards, e-mail forwarding and dynamic DNS at Namecheap stop with its nameservers; whether its records come back with them is not verified',
};

export const descriptor: WholeDescriptor = {
  name: 'namecheap',
  title: 'Namecheap',
  official: true,
  documentation: 'https://www.namecheap.com/support/api/methods/',
  endpoint: 'https://api.namecheap.com',
  credentials: [
    { key: 'api_user', required: true, variable: 'NAMECHEAP_API_USER', secret: false, sandbox: 'sandbox' },
    {
      key: 'api_key',
      required: true,
      variable: 'NAMECHEAP_API_KEY',
      secret: true,
      sandbox: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
    },
    { key: 'username', required: false, variable: 'NAMECHEAP_USERNAME', secret: false, sandbox: 'sandbox' },
    // The IPv4 address that is on the whitelist; the simulator is reached from this one.
    { key: 'client_ip', required: true, variable: 'NAMECHEAP_CLIENT_IP', secret: false, sandbox: '127.0.0.1' },
  ],
  limits: [
    { requests: 20, perMs: 60_000, source: limitSource },
    { requests: 700, perMs: 3_600_000, source: limitSource },
    { requests: 8000, perMs: 86_400_000, source: limitSource },
  ],
  maxConcurrent: 3,
  registration: {
    settings: {
      auto_renew: readOnly("Namecheap's API has no command that turns auto-renew on or off; its panel does"),
      transfer_lock: can,
      privacy: can,
      nameservers: can,
      dnssec: cannot("Namecheap's API has no command for DS records; its panel does"),
    },
  },
  dns,
  afterWrites: {
    // A preference alone, a CAA flag alone; whatever else may be so is not known.
    records: { mayNotBeMade: { source: 'dnscontrol issues 2277, 3320 and 4637, read 2026-11-23' } },
  },
};

function checkRecordSet(set: RecordSet, domain: string): readonly Problem[] {
  if (set.type === 'NS' && set.name === apexOf(domain)) {
    return problem('Namecheap has no NS records at the apex', 'set the nameservers of the domain instead');
  }
  return [
    ...set.values.flatMap((value) => checkValue(value)),
    ...checkExchanges(set),
    ...twinProblems(set, 'Namecheap', identityOf),
  ];
}

function checkValue(value: RecordSet['values'][number]): readonly Problem[] {
  switch (value.type) {
    case 'TXT':
      if (value.text === '') return problem('Namecheap cannot hold an empty TXT', 'write a text, or remove the record');
      // Answers are XML, which has no such characters.
      if (/[\p{Cc}\ufffe\uffff]/u.test(value.text)) {
        return problem('Namecheap cannot hold control characters in TXT', 'write the text without them');
      }
      // [dnscontrol providers/namecheap/auditrecords.go]
      return value.text.includes('"')
        ? problem('Namecheap cannot hold double quotes in TXT', 'write the text without them')
        : [];
    case 'MX':
      if (value.exchange === '.') {
        return problem('Namecheap cannot hold a null MX', 'leave MX out, and turn mail off in its panel');
      }
      // The SDK holds it in one byte; what the API does with more is NOT VERIFIED.
      return value.preference > 255
        ? problem('Namecheap takes MX preferences from 0 to 255', 'only their order counts: write smaller ones')
        : [];
    case 'CAA':
      return checkCaa(value);
    default:
      return [];
  }
}

function checkCaa({ tag, value }: CaaRdata): readonly Problem[] {
  if (!['issue', 'issuewild', 'iodef'].includes(tag)) {
    return problem('Namecheap knows the CAA tags issue, issuewild and iodef', 'leave this one out');
  }
  // How a quote within the quotes is written is not documented.
  if (/["\\]/.test(value)) {
    return problem('Namecheap is not known to hold quotes or backslashes in a CAA value', 'leave the parameter out');
  }
  return tag === 'iodef' && !/^(mailto:|https?:)/.test(value)
    ? problem('Namecheap knows iodef with mailto:, http: and https: in small letters', 'write the scheme like that')
    : [];
}

/** Rows are the same by name, type and value, so a second preference for one exchange would be merged away. */
function checkExchanges(set: RecordSet): readonly Problem[] {
  const exchanges = set.values.flatMap((value) => (value.type === 'MX' ? [value.exchange] : []));
  const twice = exchanges.find((exchange, index) => exchanges.indexOf(exchange) !== index);
  return twice === undefined
    ? []
    : problem(`Namecheap keeps one MX record for each host, and ${twice} is there twice`, 'keep one preference for it');
}

function replaceReason(before: RecordSet, after: RecordSet): string | undefined {
  // Rows of both stand at one name, whatever the domain.
  const [live, rows] = [before, after].map((set) => rowsOfSet(set, set.name.slice(0, -1))) as [HostRow[], HostRow[]];
  const ignored = rows.some((row) => live.some((old) => isIgnored(row, old)));
  return ignored ? twoStepsReason(after.type) : undefined;
}

/** Two preferences of one MX host are told apart by name. */
function identityOf(value: Rdata): string | undefined {
  if (value.type === 'MX') return undefined;
  const [row] = rowsOfSet({ name: '.', type: value.type, ttlSeconds: 0, values: [value], options: {} }, '');
  return row === undefined ? undefined : `${row.type} ${rowIdentity(row)}`;
}

/**
 * Parking: `www CNAME parkingpage.namecheap.com.` and a redirect of the apex to `http://www.<domain>/` [dns-lexicon,
 * dnscontrol], with `?from=@` in samples of three clients, also without the slash (2026-11-30).
 */
function isDefaultRecordSet(set: RecordSet, domain: string): boolean {
  const [value] = set.values;
  if (value === undefined || set.values.length > 1) return false;
  if (value.type === 'CNAME') {
    return set.name === `www.${domain}.` && value.target === 'parkingpage.namecheap.com.';
  }
  return value.type === 'URL' && set.name === apexOf(domain) && /^\/?(\?from=@)?$/.test(afterHost(value.url, domain));
}

/** What follows `http://www.<domain>`; of any other address, all of it. */
function afterHost(url: string, domain: string): string {
  const host = `http://www.${domain}`;
  return url.startsWith(host) ? url.slice(host.length) : url;
}

function problem(message: string, suggestion: string): readonly Problem[] {
  return [bad(message, suggestion).problem];
}
