/**
 * GoDaddy: version 1 of its Domains API. Facts from the Swagger file that GoDaddy publishes (https://developer.godaddy.com/doc/endpoint/domains)
 * and from the clients named beside them, read 2026-11-23; nothing was tried against the live API.
 * Version 2 needs the customer number of the account, which a key does not tell; version 3 takes no keys but OAuth.
 */
import { can, cannot, type DnsCapabilities, readOnly, type WholeDescriptor } from '../../schema/capabilities.ts';
import type { Fqdn, RecordType } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { bad, type Problem } from '../../schema/result.ts';
import { twinProblems } from '../twins.ts';
import { isServiceName } from './convert.ts';
import { defaultTtlSeconds, isDefaultRecordSet } from './host.ts';
import { isParked, noNsWrites } from './live-zone.ts';

const notHeld = cannot('version 1 of its API has no such records: host the zone elsewhere if they are needed');

/** Version 3 names 512 as the platform's limit; terraform-provider-godaddy issue 24 met it in version 1. */
const maxTextBytes = 512;

/** Documentation of version 3, the platform's rules for names. */
const wildcardTypes: readonly RecordType[] = ['A', 'AAAA', 'CNAME'];

const dns: DnsCapabilities = {
  types: {
    A: can,
    AAAA: can,
    ALIAS: notHeld,
    CAA: readOnly('its API shows CAA records but refuses every write that holds one: add them on its website'),
    CNAME: can,
    DS: notHeld,
    HTTPS: notHeld,
    LOC: notHeld,
    MX: can,
    NAPTR: notHeld,
    NS: readOnly(`${noNsWrites}: add the records on its website`),
    PTR: notHeld,
    SRV: can,
    SSHFP: notHeld,
    SVCB: notHeld,
    TLSA: notHeld,
    TXT: can,
    URL: cannot(
      'forwardings are behind version 2 of its API, which needs the customer number: add them on its website',
    ),
  },
  // Below 600: refused (win-acme issue 1947). Above: version 3 says 86400, dns-lexicon sends up to 604800.
  ttl: { minSeconds: 600, maxSeconds: 86_400, defaultSeconds: defaultTtlSeconds },
  apexCname: false,
  txt: 'text',
  createZone: cannot('a zone at GoDaddy comes with the registration; for other domains it is added on its website'),
  needsDelegation: false,
  rewrites: true,
  options: {},
  checkRecordSet,
  canonicalRecordSet: (set) => set,
  isDefaultRecordSet,
  isPlaceholder: ({ type, text }) => isParked({ type, data: text }),
  leaving:
    'forwarding of GoDaddy is found by its records, and stops without its nameservers (not verified); the zone there is kept',
};

export const descriptor: WholeDescriptor = {
  name: 'godaddy',
  title: 'GoDaddy',
  official: true,
  documentation: 'https://developer.godaddy.com/doc/endpoint/domains',
  endpoint: 'https://api.godaddy.com',
  credentials: [
    {
      key: 'key',
      required: true,
      variable: 'GODADDY_API_KEY',
      secret: true,
      sandbox: 'sandbox_5QqDKeyOfTheSimulator0000',
    },
    {
      key: 'secret',
      required: true,
      variable: 'GODADDY_API_SECRET',
      secret: true,
      sandbox: 'sandboxSecret8hGoDaddy0000',
    },
  ],
  limits: [
    {
      requests: 60,
      perMs: 60_000,
      source: 'GoDaddy, per key; kubernetes-sigs/external-dns provider/godaddy, read 2026-11-23',
    },
  ],
  maxConcurrent: 4,
  registration: {
    settings: {
      auto_renew: can,
      transfer_lock: can,
      privacy: readOnly(
        'GoDaddy may charge for hiding contact data and wants a signed consent for showing it: set it on its website',
      ),
      nameservers: can,
      dnssec: cannot(
        'DS records are behind version 2 of its API, which needs the customer number: add them on its website',
      ),
    },
  },
  dns,
  afterWrites: {
    records: { lag: { ms: 10_000, source: 'acme.sh dns_gd.sh waits that long after a write, read 2026-11-23' } },
    settings: {
      lag: { ms: 30_000, source: 'NOT VERIFIED: the registry gets nameservers later, by the documents of v2' },
    },
  },
};

function checkRecordSet(set: RecordSet, domain: string): readonly Problem[] {
  const problems: Problem[] = [];
  const note = (message: string, suggestion: string) => problems.push(bad(message, suggestion).problem);
  if (set.name.startsWith('*') && !wildcardTypes.includes(set.type)) {
    note(`GoDaddy has wildcards for ${wildcardTypes.join(', ')} only`, `write out the names that need ${set.type}`);
  }
  if (set.type === 'SRV' && !isServiceName(set.name, domain)) {
    note('GoDaddy stores SRV by service and protocol', 'begin the name with both, for example "_sip._tcp"');
  }
  for (const value of set.values) checkValue(value, note);
  checkExchanges(set, note);
  return [...problems, ...twinProblems(set, 'GoDaddy', identityOf)];
}

function checkValue(value: RecordSet['values'][number], note: (message: string, suggestion: string) => void): void {
  switch (value.type) {
    case 'TXT': {
      const bytes = Buffer.byteLength(value.text);
      if (bytes > maxTextBytes) {
        note(
          `GoDaddy takes texts of up to ${maxTextBytes} bytes, and this one has ${bytes}`,
          'shorten it; for DKIM use a key of 2048 bits, or a CNAME to where the longer key stands',
        );
      } else if (value.text.trim() === '') {
        note(
          'GoDaddy answers deleted texts as blank ones, so that one of ours could not be told from them',
          'write a text',
        );
      }
      return;
    }
    case 'MX':
      // "." as a host name is nowhere documented.
      if (value.exchange === '.') note('GoDaddy has no null MX', 'leave MX out, and publish "v=spf1 -all" as TXT');
      else checkHost(value.exchange, note);
      return;
    case 'SRV':
      if (value.target === '.') note('GoDaddy has no null SRV', 'leave the service out');
      else if (value.port === 0) note('GoDaddy takes SRV ports from 1 to 65535', 'write the port of the service');
      else checkHost(value.target, note);
      return;
    case 'CNAME':
      checkHost(value.target, note);
      return;
    default:
      return;
  }
}

/** Its form for host names has two labels or more; that it refuses others is NOT VERIFIED. */
function checkHost(target: Fqdn, note: (message: string, suggestion: string) => void): void {
  if (/^[^.]+\.$/.test(target)) {
    note(`GoDaddy is not known to take a target of one label, such as ${target}`, 'write a name in a domain');
  }
}

/**
 * Records are the same by type, name and data. NOT VERIFIED: that weight and priority do not tell SRV apart, and that case
 * does not tell texts apart.
 */
function identityOf(value: RecordSet['values'][number]): string | undefined {
  if (value.type === 'SRV') return `${value.target} ${value.port}`;
  return value.type === 'TXT' ? value.text.toLowerCase() : undefined;
}

/** Records are the same by type, name and data, so a second preference for one host is a duplicate (NOT VERIFIED for MX). */
function checkExchanges(set: RecordSet, note: (message: string, suggestion: string) => void): void {
  const hosts = set.values.flatMap((value) => (value.type === 'MX' ? [value.exchange] : []));
  const twice = hosts.find((host, index) => hosts.indexOf(host) !== index);
  if (twice !== undefined) {
    note(`GoDaddy keeps one MX record for each host, and ${twice} is there twice`, 'keep one preference for it');
  }
}
