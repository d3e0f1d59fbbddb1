/**
 * setHosts: the whole zone anew. What the API does in silence is done in silence here: duplicates merged, MX rows without
 * the mail type for them dropped, a changed MX preference, changed CAA flags and letter case ignored, the dynamic DNS flag lost.
 */
import { readIpv4, readIpv6 } from '../../../schema/dns/ip-address.ts';
import { parseFqdn } from '../../../schema/dns/name.ts';
import { Refusal } from './answers.ts';
import type { SimulatedDomain, SimulatedHost } from './domains.ts';
import type { Parameters } from './parameters.ts';

const emailTypes = ['NONE', 'MX', 'MXE', 'FWD', 'OX', 'GMAIL'];
const maxHosts = 150;

type Row = Pick<SimulatedHost, 'name' | 'type' | 'address' | 'mxPref' | 'ttl'>;

/** The domain with its new hosts. Throws `Refusal`, and then nothing has changed. */
export function setHosts(domain: SimulatedDomain, parameters: Parameters): SimulatedDomain {
  const emailType = readEmailType(domain, parameters);
  const rows = unique(readRows(domain, parameters)).filter((row) => isKept(row, domain, emailType));
  if (rows.length > maxHosts) throw new Refusal('3013288', 'Too many records');
  checkCnames(rows);
  let nextHostId = domain.nextHostId;
  const hosts = rows.map((row): SimulatedHost => {
    const known = domain.hosts.find((host) => sameRow(host, row));
    const mxPref = known?.mxPref ?? row.mxPref;
    if (known !== undefined && known.ttl === row.ttl) return { ...known, dynamic: false };
    return {
      ...row,
      address: known?.address ?? row.address,
      mxPref,
      id: nextHostId++,
      appTitle: '',
      friendlyName: '',
      dynamic: false,
    };
  });
  return { ...domain, emailType, hosts, nextHostId };
}

/** Left out, it stays as it is [dns-lexicon's recordings]. */
function readEmailType(domain: SimulatedDomain, parameters: Parameters): string {
  const given = parameters.get('EmailType').toUpperCase();
  if (given === '') return domain.emailType;
  if (!emailTypes.includes(given)) throw new Refusal('2011166', 'Parameter EmailType is invalid');
  return given;
}

function readRows(domain: SimulatedDomain, parameters: Parameters): readonly Row[] {
  const rows: Row[] = [];
  for (let n = 1; parameters.get(`HostName${n}`) !== '' || parameters.get(`RecordType${n}`) !== ''; n += 1) {
    const type = parameters.need(`RecordType${n}`).toUpperCase();
    const name = readName(parameters.need(`HostName${n}`), type, domain.domain);
    const address = readAddress(type, name, parameters.need(`Address${n}`));
    const mxPref = type === 'MX' ? parameters.whole(`MXPref${n}`, { min: 0, max: 255, default: 10 }) : 10;
    // An absent or zero TTL is 1800 in the documents, and 1799 is how "Automatic" is echoed.
    const ttl = parameters.get(`TTL${n}`) === '0' ? 1800 : readTtl(parameters, n);
    rows.push({ name, type, address, mxPref, ttl });
  }
  return rows;
}

function readTtl(parameters: Parameters, n: number): number {
  return parameters.whole(`TTL${n}`, { min: 60, max: 60_000, default: 1800 });
}

/** `@`, or labels below the domain. An MXE row stands at the domain's own name. */
function readName(text: string, type: string, domain: string): string {
  if (type === 'MXE') return domain;
  if (text === '@') return text;
  const name = text.toLowerCase();
  if (!parseFqdn(`${name}.${domain}`).ok) throw new Refusal('2050900', `Invalid HostName '${text}'`);
  return name;
}

function readAddress(type: string, name: string, text: string): string {
  const invalid = () =>
    new Refusal('2050900', `Invalid Address '${text}' for RecordType '${type}'. HostName: '${name}'`);
  switch (type) {
    case 'A':
    case 'MXE':
      if (readIpv4(text) === undefined) throw invalid();
      return text;
    case 'AAAA':
      if (readIpv6(text) === undefined) throw invalid();
      return text;
    case 'CNAME':
    case 'ALIAS':
    case 'NS':
    case 'MX': {
      // Recorded words for the null MX (2026-11-30).
      if (type === 'MX' && text === '.') {
        throw new Refusal('2050900', `INVALID_ADDR : '.' should not be an IP/ URL for MX record.(host name: ${name})`);
      }
      // The apex NS set is the host's own.
      const target = parseFqdn(text);
      if (!target.ok || target.value === '.' || (type === 'NS' && name === '@')) throw invalid();
      return text.endsWith('.') ? text : `${text}.`;
    }
    case 'TXT':
      // What the API does with double quotes is NOT VERIFIED; dnscontrol refuses to send them.
      if (text.includes('"')) throw invalid();
      return text;
    case 'CAA':
      return readCaa(text) ?? fail(invalid());
    case 'URL':
    case 'URL301':
    case 'FRAME':
      if (!/^https?:\/\/[^/\s]+/i.test(text)) throw invalid();
      return text;
    default:
      throw new Refusal('2011166', `Parameter RecordType '${type}' is invalid`);
  }
}

/** Quotes are added where they are missing. */
function readCaa(text: string): string | undefined {
  const [, flags = '', tag = '', quoted, bare] = /^\s*(\d{1,3})\s+(\w+)\s+(?:"([^"]*)"|([^"\s]+))\s*$/.exec(text) ?? [];
  const value = quoted ?? bare;
  if (value === undefined || Number(flags) > 255 || !['issue', 'issuewild', 'iodef'].includes(tag)) return undefined;
  if (tag === 'iodef' && !/^(mailto:|https?:)/.test(value)) return undefined;
  return `${flags} ${tag} "${value}"`;
}

/** MX rows need their mail type; a service's own (Private Email, Google) stay as they are, and no others come. */
function isKept(row: Row, domain: SimulatedDomain, emailType: string): boolean {
  if (row.type === 'MXE') return emailType === 'MXE';
  if (row.type !== 'MX' || emailType === 'MX') return true;
  const service = emailType === 'OX' || emailType === 'GMAIL';
  return service && domain.hosts.some((host) => sameRow(host, row));
}

function unique(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row, index) => rows.findIndex((other) => sameRow(row, other)) === index);
}

/**
 * Rows are the same by name, type and address: not by preference, the flags of CAA (dnscontrol issues 2277 and 3320) or, as a
 * client must not count on it, letter case (NOT VERIFIED).
 */
function sameRow(a: Row, b: Row): boolean {
  const bare = ({ type, address }: Row) => {
    const text = address.toLowerCase();
    if (type === 'TXT') return text;
    return type === 'CAA' ? text.replace(/^\d+ /, '') : text.replace(/\.$/, '');
  };
  return a.type === b.type && a.name.toLowerCase() === b.name.toLowerCase() && bare(a) === bare(b);
}

/** That it is refused is DNS; with which number is NOT VERIFIED. */
function checkCnames(rows: readonly Row[]): void {
  const alone = rows.find(
    (row) =>
      row.type === 'CNAME' &&
      rows.some((other) => other !== row && other.name.toLowerCase() === row.name.toLowerCase()),
  );
  if (alone !== undefined) {
    throw new Refusal('2050900', `Invalid Address. HostName '${alone.name}' has a CNAME record beside other records`);
  }
}

function fail(error: Error): never {
  throw error;
}
