/**
 * Answers of the API as typed values, read strictly: what we need must be there, in the form that we know.
 * Sources: docs/namecheap-api-v2.md and the fixtures of namecheap/go-namecheap-sdk, read 2026-11-23.
 */
import { aboutDomain, listedDomain, onceEach } from '../rows.ts';
import { orUnexpected, UnexpectedShape } from '../unexpected-shape.ts';
import { attribute, child, children, flag, parseXml, readFlag, readWhole, type XmlElement } from './xml.ts';

/** Errors come with HTTP 200, and beside a dummy result (2030166), so they are looked for before any data. */
export type Answer =
  | { readonly kind: 'ok'; readonly response: XmlElement }
  | { readonly kind: 'refused'; readonly errors: readonly ApiError[] };

export interface ApiError {
  /** `2019166`; empty where there is none. */
  readonly number: string;
  readonly text: string;
}

/** One row of getHosts, in the API's own words. */
export interface HostRow {
  /** `@`, `www`, `*.dev`. */
  readonly name: string;
  /** Upper case: `A`, `URL301`, `MXE`. */
  readonly type: string;
  readonly address: string;
  /** Means something for MX only; the API answers 10 for all others. */
  readonly mxPref: number;
  readonly ttlSeconds: number;
  /** `IsActive`. */
  readonly active: boolean;
  /** `IsDDNSEnabled`: an "A + Dynamic DNS" record. */
  readonly dynamic: boolean;
}

/** All that one setHosts replaces. */
export interface HostZone {
  /** Upper case: `MX`, `FWD`, `NONE`; empty where the API does not tell. */
  readonly emailType: string;
  readonly rows: readonly HostRow[];
}

export interface ListedDomain {
  readonly domain: string;
  /** The account that it is in; empty where the API does not tell. */
  readonly user: string;
  readonly expiresAt: string;
  readonly expired: boolean;
  readonly locked: boolean;
  readonly autoRenew: boolean;
  readonly privacy: 'on' | 'off' | 'absent';
  /** Whether BasicDNS or PremiumDNS answers for it. */
  readonly ourDns: boolean;
}

/** An item of the list: its domain, and the rest or what is wrong with it. */
export interface ListedItem {
  readonly domain: string;
  readonly read: ListedDomain | UnexpectedShape;
}

export interface DomainPage {
  readonly domains: readonly ListedItem[];
  readonly total: number;
}

export interface DomainInfo {
  readonly domain: string;
  /** Null, as the expiry: the domain is only hosted here, and registered elsewhere (go-namecheap-sdk, test of getInfo). */
  readonly status: string | null;
  readonly expiresAt: string | null;
  /** `FREE` (BasicDNS), `FreeDNS` (registered elsewhere), `CUSTOM`. */
  readonly provider: string;
  readonly nameservers: readonly string[];
  /** Null: the domain has no privacy subscription. */
  readonly privacy: { readonly enabled: boolean; readonly id: string; readonly forwardedTo: string } | null;
}

/** What `TTL` "Automatic" is echoed as, and what an absent or zero one means [go-namecheap-sdk, NormalizeRecord]. */
export const automaticTtlSeconds = 1799;

/** Throws `NotXml` and `UnexpectedShape`. */
export function parseAnswer(text: string): Answer {
  const root = parseXml(text);
  if (root.name !== 'apiresponse') throw new UnexpectedShape(`<${root.name}> where <ApiResponse> was expected`);
  const errors = children(root, 'Errors').flatMap((element) => children(element, 'Error'));
  if (attribute(root, 'Status').toUpperCase() === 'OK' && errors.length === 0) {
    return { kind: 'ok', response: child(root, 'CommandResponse') };
  }
  const known = errors.map((error) => ({ number: error.attributes.number ?? '', text: error.text.trim() }));
  return { kind: 'refused', errors: known.length > 0 ? known : [{ number: '', text: 'no reason given' }] };
}

/** Of getHosts. Throws where a row is not of the shape that we know: a row left out would look like a deleted record. */
export function readHosts(response: XmlElement, domain: string): HostZone {
  const result = child(response, 'DomainDNSGetHostsResult');
  checkDomain(result, domain);
  const ids = result.children.flatMap(({ attributes }) => attributes.hostid ?? []);
  onceEach(
    ids,
    (id) => id,
    (seen) => new UnexpectedShape(seen),
  );
  return {
    emailType: (result.attributes.emailtype ?? '').trim().toUpperCase(),
    rows: result.children.map(readHost),
  };
}

/** How many addresses are forwarded, of getEmailForwarding. Clients know its result by two names (2026-11-30). */
export function readForwardCount(response: XmlElement): number {
  const names = ['DomainDNSGetEmailForwardingResult', 'DomainEmailForwardingResult'];
  const [result] = names.flatMap((name) => children(response, name));
  if (result === undefined) throw new UnexpectedShape(`no <${names[0]}>`);
  return children(result, 'Forward').length;
}

/** One page of getList. */
export function readDomainPage(response: XmlElement): DomainPage {
  const total = child(child(response, 'Paging'), 'TotalItems').text;
  return {
    domains: child(response, 'DomainGetListResult').children.map((element) => {
      const domain = listedDomain(attribute(element, 'Name'));
      return { domain, read: orUnexpected(() => readListedDomain(domain, element)) };
    }),
    total: readWhole(total, 'TotalItems'),
  };
}

/** Of getInfo. */
export function readDomainInfo(response: XmlElement, domain: string): DomainInfo {
  const result = child(response, 'DomainGetInfoResult');
  checkDomain(result, domain, 'DomainName');
  const dns = child(result, 'DnsDetails');
  return {
    domain,
    status: result.attributes.status ?? null,
    expiresAt: readExpiry(result),
    provider: attribute(dns, 'ProviderType'),
    nameservers: children(dns, 'Nameserver').map((element) => element.text.trim()),
    privacy: children(result, 'Whoisguard').map(readPrivacy)[0] ?? null,
  };
}

/** Whether a write says that it was done. `result` is the element, `word` its flag: `IsSuccess`, `Updated`. */
export function readDone(response: XmlElement, result: string, word: string): boolean {
  return flag(child(response, result), word);
}

function readHost(element: XmlElement): HostRow {
  if (element.name !== 'host') throw new UnexpectedShape(`<${element.name}> among the hosts`);
  const type = attribute(element, 'Type').trim().toUpperCase();
  const { mxpref = '', ttl = '', isactive = 'true', isddnsenabled = 'false' } = element.attributes;
  return {
    name: attribute(element, 'Name'),
    type,
    address: attribute(element, 'Address'),
    mxPref: type === 'MX' || mxpref !== '' ? readWhole(mxpref, 'MXPref') : 10,
    ttlSeconds: ttl === '' || ttl === '0' ? automaticTtlSeconds : readWhole(ttl, 'TTL'),
    active: readFlag(isactive, 'IsActive'),
    dynamic: readFlag(isddnsenabled, 'IsDDNSEnabled'),
  };
}

function readListedDomain(domain: string, element: XmlElement): ListedDomain {
  return {
    domain,
    user: element.attributes.user ?? '',
    expiresAt: readDate(attribute(element, 'Expires')),
    expired: flag(element, 'IsExpired'),
    locked: flag(element, 'IsLocked'),
    autoRenew: flag(element, 'AutoRenew'),
    privacy: readPrivacyWord(attribute(element, 'WhoisGuard')),
    ourDns: flag(element, 'IsOurDNS'),
  };
}

function readPrivacyWord(word: string): ListedDomain['privacy'] {
  const known: Readonly<Record<string, ListedDomain['privacy']>> = {
    ENABLED: 'on',
    DISABLED: 'off',
    NOTPRESENT: 'absent',
    // Seen in lists by other clients (2026-11-30).
    NOTALLOTED: 'absent',
  };
  const privacy = known[word.toUpperCase()];
  if (privacy === undefined) throw new UnexpectedShape(`WhoisGuard is "${word}"`);
  return privacy;
}

function readExpiry(result: XmlElement): string | null {
  const [date] = children(result, 'DomainDetails').flatMap((details) => children(details, 'ExpiredDate'));
  return date === undefined || date.text.trim() === '' ? null : readDate(date.text);
}

/** `Enabled` is True, False or NotAlloted; the id of none is 0. */
function readPrivacy(element: XmlElement): DomainInfo['privacy'] {
  const word = attribute(element, 'Enabled');
  const id = children(element, 'ID')[0]?.text.trim() ?? '';
  if (word.toLowerCase() === 'notalloted' || id === '' || id === '0') return null;
  const details = children(element, 'EmailDetails')[0];
  return {
    enabled: readFlag(word, 'Enabled of <Whoisguard>'),
    id,
    forwardedTo: details?.attributes.forwardedto?.trim() ?? '',
  };
}

/** `MM/DD/YYYY` to ISO 8601. The time of day is not told. */
function readDate(text: string): string {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  const [, month = '', day = '', year = ''] = match ?? [];
  const date = new Date(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T00:00:00Z`);
  if (match === null || Number.isNaN(date.getTime())) {
    throw new UnexpectedShape(`the date "${text}" is not MM/DD/YYYY`);
  }
  return date.toISOString();
}

/** An answer about another domain must never be taken for this one's. */
function checkDomain(result: XmlElement, domain: string, name = 'Domain'): void {
  aboutDomain(attribute(result, name).trim(), domain, (seen) => new UnexpectedShape(seen));
}
