/** What every peer writes and reads, as far as it knows the type. */
import { createHash } from 'node:crypto';
import type { RecordType } from '../../src/schema/dns/rdata.ts';

export interface Sample {
  /** In the steps' names: the type, but for those that have several samples. */
  readonly title: string;
  readonly type: RecordType;
  readonly label: string;
  /** As in a zone file; targets are absolute. */
  readonly first: string;
  readonly changed: string;
  /** Beside the other in one set; null where the type has one value only. */
  readonly second: string | null;
}

/** An ACME client takes no value but makes it of a key authorization: RFC 8555 8.4. */
const challenges = Object.fromEntries(
  ['at first', 'changed', 'beside it'].map((key) => [createHash('sha256').update(key).digest('base64url'), key]),
);
const [atFirst, changed, besideIt] = Object.keys(challenges).map((value) => `"${value}"`) as [string, string, string];

/** The texts that the TXT values are made of, by value. */
export const keyAuthorizations: Readonly<Record<string, string>> = challenges;

/** No name is a part of another, as some clients filter by parts of names. */
export const samples: readonly Sample[] = [
  { title: 'TXT', type: 'TXT', label: '_acme-challenge', first: atFirst, changed, second: besideIt },
  { title: 'A', type: 'A', label: 'clients-a', first: '192.0.2.81', changed: '192.0.2.82', second: '192.0.2.83' },
  {
    title: 'CNAME',
    type: 'CNAME',
    label: 'clients-cname',
    first: 'at-first.example.',
    changed: 'changed.example.',
    second: null,
  },
  {
    title: 'AAAA',
    type: 'AAAA',
    label: 'clients-v6',
    first: '2001:db8::81',
    changed: '2001:db8::82',
    second: '2001:db8::83',
  },
  {
    title: 'MX',
    type: 'MX',
    label: 'clients-mail',
    first: '10 mx1.example.',
    changed: '20 mx2.example.',
    second: '20 mx3.example.',
  },
  {
    title: 'SRV',
    type: 'SRV',
    label: '_clients._tcp',
    first: '10 5 5060 sip1.example.',
    changed: '10 5 5061 sip2.example.',
    second: '20 0 5060 sip3.example.',
  },
  {
    title: 'CAA',
    type: 'CAA',
    label: 'clients-caa',
    first: '0 issue "ca1.example"',
    changed: '128 issue "ca2.example"',
    second: '0 iodef "mailto:caa@example.net"',
  },
  {
    title: 'odd TXT',
    type: 'TXT',
    label: 'clients-text',
    first: '"v=DMARC1; p=none; rua=mailto:dmarc@example.net"',
    changed: '"say \\"hi\\" to C:\\\\temp; 100% & <a>"',
    second: '"two  blanks,  and it\'s fine"',
  },
  {
    title: 'NS',
    type: 'NS',
    label: 'clients-child',
    first: 'ns1.example.net.',
    changed: 'ns2.example.net.',
    second: 'ns3.example.net.',
  },
  {
    title: 'PTR',
    type: 'PTR',
    label: 'clients-ptr',
    first: 'host1.example.net.',
    changed: 'host2.example.net.',
    second: null,
  },
  {
    title: 'SSHFP',
    type: 'SSHFP',
    label: 'clients-ssh',
    first: '4 2 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    changed: '1 1 da39a3ee5e6b4b0d3255bfef95601890afd80709',
    second: '4 1 da39a3ee5e6b4b0d3255bfef95601890afd80709',
  },
  {
    title: 'TLSA',
    type: 'TLSA',
    label: '_443._tcp.clients-tls',
    first: '3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    changed: '2 0 1 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    second: '3 0 1 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
  {
    title: 'NAPTR',
    type: 'NAPTR',
    label: 'clients-naptr',
    first: '100 10 "S" "SIP+D2U" "" _sip._udp.example.net.',
    changed: '200 10 "U" "E2U+sip" "!^.*$!sip:info@example.net!" .',
    second: '100 20 "S" "SIP+D2T" "" _sip._tcp.example.net.',
  },
  {
    title: 'LOC',
    type: 'LOC',
    label: 'clients-loc',
    first: '52 22 23 N 4 53 32 E -2m 1m 10000m 10m',
    changed: '31 58 52.1 S 115 49 11.7 E 20m 10m 10m 2m',
    second: null,
  },
  {
    title: 'HTTPS',
    type: 'HTTPS',
    label: 'clients-web',
    first: '1 . alpn="h3,h2"',
    changed: '1 web.example.net. alpn="h2" port="8443"',
    second: '2 web2.example.net. alpn="h2" ipv4hint="192.0.2.1,192.0.2.2"',
  },
];
