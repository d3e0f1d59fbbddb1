/**
 * Answers of the API as typed values, read strictly: what we need must be there, in the form that we know.
 * Sources: fixtures of nrdcg/namesilo (the official samples), live answers of September 2026 in the test data of
 * nijave/terraform-provider-namesilo, recordings of dns-lexicon; read 2026-11-23.
 */
import { parseFqdn } from '../../schema/dns/name.ts';
import type { DsRdata, Fqdn } from '../../schema/dns/rdata.ts';
import { rdataFromObject } from '../../schema/dns/record-types.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { listedDomain, onceEach } from '../rows.ts';
import { orUnexpected, UnexpectedShape } from '../unexpected-shape.ts';
import { leaves, node, nodes, optionalText, parseXml, text, type XmlNode } from './xml.ts';

export interface Reply {
  /** `300`, `280`. */
  readonly code: string;
  /** Free text for people. */
  readonly detail: string;
  /** Why a domain is not active, beside code 200; empty where the API does not tell. */
  readonly inactiveType: string;
  /** The caller's address as NameSilo sees it; empty where the API does not tell. */
  readonly ip: string;
  readonly content: XmlNode;
}

/** One record as it is answered. */
export interface AnsweredRow {
  readonly id: string;
  /** Upper case. */
  readonly type: string;
  /** A relative name, or a full one: see `hosts.ts`. */
  readonly host: string;
  readonly value: string;
  readonly ttlSeconds: number;
  /** The preference of an MX record; 0 of most others. */
  readonly distance: number;
}

export interface DomainPage {
  readonly domains: readonly ListedItem[];
  /** How many there are on all pages, and on one. Absent where the API sent all at once. */
  readonly pager?: { readonly total: number; readonly pageSize: number };
}

/** An item of the list: its domain, and the rest or what is wrong with it. */
export interface ListedItem {
  readonly domain: string;
  readonly read: ListedDomain | UnexpectedShape;
}

export interface ListedDomain {
  readonly domain: string;
  /** ISO 8601; null in older answers, which name the domain only. */
  readonly expiresAt: string | null;
}

export interface DomainInfo {
  readonly status: string;
  readonly expiresAt: string | null;
  readonly locked: boolean;
  readonly private: boolean;
  readonly autoRenew: boolean;
  /** Where the web of the domain is forwarded to; empty: it does not tell; null: it is not. */
  readonly forwardsTo: string | null;
  /** Unique, sorted. */
  readonly nameservers: readonly Fqdn[];
}

/** Throws `NotXml` and `UnexpectedShape`, as all readers here. */
export function parseReply(body: string): Reply {
  const root = parseXml(body, 'namesilo');
  const content = node(root, 'reply');
  const code = text(content, 'code').trim();
  if (!/^\d{3}$/.test(code)) throw new UnexpectedShape(`the reply code is "${code}"`);
  return {
    code,
    detail: optionalText(content, 'detail')?.trim() ?? '',
    inactiveType: optionalText(content, 'inactive_type')?.trim() ?? '',
    ip: readIp(root),
    content,
  };
}

/** Of dnsListRecords. A row left out would look like a deleted record, so a row of another shape throws. */
export function readRows(reply: XmlNode): readonly AnsweredRow[] {
  const rows = nodes(reply, 'resource_record').map((row) => {
    const type = text(row, 'type').trim().toUpperCase();
    const id = text(row, 'record_id').trim();
    if (id === '' || type === '') throw new UnexpectedShape('a resource record without id or type');
    const distance = optionalText(row, 'distance')?.trim() ?? '';
    return {
      id,
      type,
      host: text(row, 'host').trim(),
      value: text(row, 'value'),
      ttlSeconds: readWhole(text(row, 'ttl'), 'ttl'),
      distance: distance === '' && type !== 'MX' ? 0 : readWhole(distance, 'distance'),
    };
  });
  return onceEach(
    rows,
    ({ id }) => id,
    (seen) => new UnexpectedShape(seen),
  );
}

/** Of listDomains. An account without domains has no list. */
export function readDomainPage(reply: XmlNode): DomainPage {
  const [list] = nodes(reply, 'domains');
  const [pager] = nodes(reply, 'pager');
  const domains = list === undefined ? [] : readListedDomains(list);
  if (pager === undefined) return { domains };
  const total = readWhole(text(pager, 'total'), 'total');
  return { domains, pager: { total, pageSize: readWhole(text(pager, 'pageSize'), 'pageSize') } };
}

/** Of getDomainInfo. */
export function readDomainInfo(reply: XmlNode): DomainInfo {
  const [list] = nodes(reply, 'nameservers');
  const names = list === undefined ? [] : leaves(list, 'nameserver').map((leaf) => leaf.text.trim());
  return {
    status: text(reply, 'status').trim(),
    expiresAt: readDate(text(reply, 'expires')),
    locked: readFlag(reply, 'locked'),
    private: readFlag(reply, 'private'),
    autoRenew: readFlag(reply, 'auto_renew'),
    forwardsTo: readForward(reply),
    nameservers: [...new Set(names.filter((name) => name !== '').map(readNameserver))].sort(),
  };
}

/** `N/A` is how the API writes an empty value; an answer without the field says nothing. */
function readForward(reply: XmlNode): string | null {
  const url = optionalText(reply, 'forward_url')?.trim() ?? '';
  if (url !== '' && url.toUpperCase() !== 'N/A') return url;
  return optionalText(reply, 'traffic_type')?.trim().toLowerCase() === 'forwarded' ? '' : null;
}

/**
 * Of dnsSecListRecords. Live answers say keyTag and digestType where the documents say key_tag and digest_type
 * (docs/namesilo-api-documentation-errors.md of nijave/terraform-provider-namesilo, September 2026): both are read.
 */
export function readDsRecords(reply: XmlNode): readonly DsRdata[] {
  return nodes(reply, 'ds_record').map((record) => {
    const fields = {
      key_tag: (optionalText(record, 'keyTag') ?? text(record, 'key_tag')).trim(),
      algorithm: text(record, 'algorithm').trim(),
      digest_type: (optionalText(record, 'digestType') ?? text(record, 'digest_type')).trim(),
      digest: text(record, 'digest').trim(),
    };
    const ds = rdataFromObject('DS', fields, absoluteTarget);
    if (!ds.ok) throw new UnexpectedShape(`a DS record: ${ds.problem.message}`);
    return ds.value as DsRdata;
  });
}

/** Of getAccountBalance; the number is not ours to use. */
export function readBalance(reply: XmlNode): void {
  text(reply, 'balance');
}

function readListedDomains(list: XmlNode): readonly ListedItem[] {
  return leaves(list, 'domain').map(({ text: name, attributes }) => {
    const domain = listedDomain(name.trim());
    const expires = attributes['@expires'];
    const read = orUnexpected(() => ({ domain, expiresAt: typeof expires === 'string' ? readDate(expires) : null }));
    return { domain, read };
  });
}

function readIp(root: XmlNode): string {
  const [request] = nodes(root, 'request');
  return request === undefined ? '' : (optionalText(request, 'ip')?.trim() ?? '');
}

/** Upper case, sometimes with a trailing dot. */
function readNameserver(name: string): Fqdn {
  const parsed = parseFqdn(name);
  if (!parsed.ok) throw new UnexpectedShape(`the nameserver "${name}": ${parsed.problem.message}`);
  return parsed.value;
}

function readFlag(reply: XmlNode, name: string): boolean {
  const word = text(reply, name).trim().toLowerCase();
  if (word === 'yes' || word === 'no') return word === 'yes';
  throw new UnexpectedShape(`<${name}> is "${word}" where Yes or No was expected`);
}

/** `YYYY-MM-DD` to ISO 8601; `N/A` is how the API writes an empty value. The time of day is not told. */
function readDate(text: string): string | null {
  const day = text.trim();
  if (day === '' || day.toUpperCase() === 'N/A') return null;
  const date = new Date(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(date.getTime())) {
    throw new UnexpectedShape(`the date "${day}" is not YYYY-MM-DD`);
  }
  return date.toISOString();
}

/** Of at most ten digits, as a TTL has. */
function readWhole(text: string, what: string): number {
  if (/^\d{1,10}$/.test(text.trim())) return Number(text);
  throw new UnexpectedShape(`<${what}> is "${text}" where a whole number was expected`);
}
