/** From what accounts hold to the parts of a config that declares it: read in again, each set and setting is adopted. Pure. */
import {
  type DnsDescriptor,
  holdsRegistrations,
  hostsZones,
  type RegistrarDescriptor,
  type RegistrationDescriptor,
} from '../../schema/capabilities.ts';
import { entryLines } from '../../schema/config/entry-lines.ts';
import type { Defaults } from '../../schema/config/generated/raw-config.ts';
import { recordEntry } from '../../schema/config/record-entry.ts';
import { type WrittenTtl, writtenTtl } from '../../schema/config/ttl.ts';
import { readable, scalar } from '../../schema/config/yaml-text.ts';
import type { DesiredDomain, IgnoreRule } from '../../schema/desired.ts';
import { displayName, parseDomain } from '../../schema/dns/name.ts';
import type { AccountProblem, Held, Holdings } from '../holdings.ts';
import { commentLine } from './comment.ts';
import { type DomainTtl, defaultTtl, domainTtl, type HostedSets } from './common-ttl.ts';
import { lackingSets } from './lacking.ts';
import { defaultSettings, settingLines } from './setting-lines.ts';
import { type LaidOut, type Shared, sharedTemplates, textOf, type Use } from './templates.ts';
import { type UnmanagedRow, type ZoneRow, zoneRows } from './zone-rows.ts';

interface ImportOptions {
  /** By account. */
  readonly descriptors: ReadonlyMap<string, RegistrarDescriptor>;
  readonly existing: ExistingConfig;
  /** Whether sets that three or more domains share become a template. */
  readonly templates: boolean;
}

/** What the config has already, and what therefore holds for the domains that come to it. */
export interface ExistingConfig {
  readonly defaults: Defaults;
  readonly templates: ReadonlySet<string>;
  /** By A-labels. */
  readonly domains: ReadonlyMap<string, DesiredDomain>;
}

/** Blocks of lines, each as it stands in its section, without the indentation of the section's entries. */
export interface ImportedConfig {
  /** Lines of `defaults`. */
  readonly defaults: readonly string[];
  readonly templates: readonly Block[];
  /** Of domains that the config has not. */
  readonly domains: readonly Block[];
  /** Lines of `records` that domains of the config lack. */
  readonly records: readonly LackingRecords[];
  /** Comments on what is not there, or otherwise: accounts and domains that could not be read, records left out. */
  readonly remarks: readonly string[];
  readonly counts: ImportCounts;
}

interface LackingRecords {
  readonly domain: string;
  readonly lines: readonly string[];
  readonly recordSets: number;
}

export interface Block {
  readonly name: string;
  readonly lines: readonly string[];
}

export interface ImportCounts {
  readonly domains: number;
  /** Domains that the config has already. */
  readonly known: number;
  readonly recordSets: number;
  /** Of these, such as their host puts into each new zone. */
  readonly defaults: number;
  readonly templates: number;
  /** What is live and stands there as a comment. */
  readonly comments: number;
  /** Accounts and domains that could not be read. */
  readonly unread: number;
}

/** What can be read of a domain. */
interface Readable {
  readonly held: Held;
  readonly registrar: RegistrationDescriptor | undefined;
  readonly host: DnsDescriptor | undefined;
  readonly rows: readonly ZoneRow[];
}

export function makeConfig(holdings: Holdings, options: ImportOptions): ImportedConfig {
  const { existing } = options;
  const fresh = holdings.domains.filter(({ domain }) => !existing.domains.has(domain));
  const unread = holdings.domains.filter(({ problems }) => problems.length > 0);
  const domains = fresh.filter(({ problems }) => problems.length === 0).map((held) => readHeld(held, options));
  const zones = domains.flatMap(hostedSets);
  const added = existing.domains.size === 0 ? newDefaults(domains, zones, existing.defaults) : {};
  const defaults: Defaults = { ...added, ...existing.defaults };
  const ttls = new Map(zones.map((zone) => [zone.domain, domainTtl(zone, writtenTtl(defaults.ttl))]));
  const entries = new Map(domains.map((one) => [one.held.domain, laidOut(one, ttls.get(one.held.domain))]));
  const shared: Shared = options.templates
    ? sharedTemplates(new Map([...entries].map(([domain, list]) => [domain, list.filter(isEntry)])), existing.templates)
    : { templates: [], uses: new Map() };
  const blocks = domains.map((one) => {
    const { domain } = one.held;
    return domainBlock(one, defaults, ttls.get(domain)?.written, entries.get(domain) ?? [], shared.uses.get(domain));
  });
  const rows = domains.flatMap((one) => one.rows);
  return {
    defaults: Object.entries(added).map(([key, value]) => `${key}: ${String(value)}`),
    templates: shared.templates.map(({ name, entries: list }) => ({
      name,
      lines: [`${scalar(name)}:`, '  records:', ...list.flatMap(({ lines }) => lines).map((line) => `    ${line}`)],
    })),
    domains: blocks,
    records: holdings.domains.flatMap((held) => lacking(held, options)),
    remarks: [
      ...holdings.problems.map(accountComment),
      ...unread.flatMap(domainComments),
      ...holdings.remarks.map(commentLine),
      ...holdings.domains.filter(({ domain }) => existing.domains.has(domain)).flatMap(ignoreComments),
    ],
    counts: {
      domains: blocks.length,
      known: holdings.domains.length - fresh.length,
      recordSets: rows.filter(({ kind }) => kind === 'set').length,
      defaults: rows.filter((row) => row.kind === 'set' && row.isDefault).length,
      templates: shared.templates.length,
      comments: rows.filter(({ kind }) => kind === 'unmanaged').length,
      unread: holdings.problems.length + unread.length,
    },
  };
}

function readHeld(held: Held, options: ImportOptions): Readable {
  const host = hostOf(held, options);
  const rows = held.zone === undefined || host === undefined ? [] : zoneRows(held.zone.live, host);
  const registrar = options.descriptors.get(held.registration?.account ?? '');
  return { held, registrar: registrar && holdsRegistrations(registrar) ? registrar : undefined, host, rows };
}

function hostOf({ zone }: Held, { descriptors }: ImportOptions): DnsDescriptor | undefined {
  const host = descriptors.get(zone?.account ?? '');
  return host && hostsZones(host) ? host : undefined;
}

function lacking(held: Held, options: ImportOptions): readonly LackingRecords[] {
  const { domain, problems } = held;
  const desired = options.existing.domains.get(domain);
  const host = hostOf(held, options);
  if (desired === undefined || host === undefined || problems.length > 0) return [];
  const sets = lackingSets(held, desired, host);
  const lines = sets.flatMap((set) => entryLines(recordEntry(set, domain, host, 'short')));
  return sets.length === 0 ? [] : [{ domain, lines, recordSets: sets.length }];
}

function hostedSets({ held, host, rows }: Readable): readonly HostedSets[] {
  if (host === undefined) return [];
  return [{ domain: held.domain, host, sets: rows.flatMap((row) => (row.kind === 'set' ? [row.set] : [])) }];
}

/** Only for a config without domains: in another, they would change those. */
function newDefaults(domains: readonly Readable[], zones: readonly HostedSets[], given: Defaults): Defaults {
  const registered = domains.flatMap(({ held, registrar }) =>
    held.registration === undefined || registrar === undefined
      ? []
      : [{ registrar, live: held.registration.live, zone: held.zone }],
  );
  const ttl = defaultTtl(zones);
  const added = { ...defaultSettings(registered), ...(ttl === undefined ? {} : { ttl }) };
  return Object.fromEntries(Object.entries(added).filter(([key]) => !Object.hasOwn(given, key)));
}

type Item = (LaidOut & { readonly kind: 'entry' }) | { readonly kind: 'comment'; readonly line: string };

function isEntry(item: Item): item is LaidOut & { readonly kind: 'entry' } {
  return item.kind === 'entry';
}

function laidOut({ held, host, rows }: Readable, ttl: DomainTtl | undefined): readonly Item[] {
  if (host === undefined) return [];
  return rows.map((row): Item => {
    if (row.kind === 'unmanaged') return { kind: 'comment', line: unmanagedComment(row) };
    const entry = recordEntry(row.set, held.domain, host, 'short');
    const lines = entryLines({ ...entry, ttl: ttl?.isCommon(row.set) === true ? null : entry.ttl });
    const ascii = recordEntry(row.set, held.domain, host, 'absolute').name;
    const remarks = [
      ...(ascii === entry.name ? [] : [ascii]),
      ...(row.isDefault ? [`${host.title} puts it into each new zone`] : []),
    ];
    return { kind: 'entry', entry, lines: remarked(lines, remarks), defaultOf: row.isDefault ? host.title : null };
  });
}

function unmanagedComment({ text, reason }: UnmanagedRow): string {
  return commentLine(`${text.length > 160 ? `${text.slice(0, 160)}…` : text} is not managed here: ${reason}`);
}

/** Behind a line, before lines. */
function remarked(lines: readonly string[], remarks: readonly string[]): readonly string[] {
  if (remarks.length === 0) return lines;
  const comment = commentLine(remarks.join('; '));
  const [only, ...more] = lines;
  return more.length === 0 ? [`${only}   ${comment}`] : [comment, ...lines];
}

function domainBlock(
  { held, registrar }: Readable,
  defaults: Defaults,
  ttl: WrittenTtl | undefined,
  items: readonly Item[],
  use: Use | undefined,
): Block {
  const { domain, registration, zone } = held;
  const rest = items.filter((item) => item.kind === 'comment' || use?.texts.has(textOf(item)) !== true);
  const list = rest.flatMap((item) => (item.kind === 'comment' ? [item.line] : item.lines));
  const lines = [
    ...(registration === undefined ? [] : [`registrar: ${scalar(registration.account)}`]),
    ...hostLines(held),
    ...(registration === undefined || registrar === undefined
      ? []
      : settingLines({ registrar, live: registration.live, zone }, defaults)),
    ...(ttl === undefined ? [] : [`ttl: ${ttl}`]),
    // What stands here as a comment is nobody's, and is to stay.
    ...(defaults.foreign === 'delete' && zone !== undefined ? ['foreign: keep'] : []),
    ...ignoreLines(zone?.ignore ?? []),
    ...(use === undefined ? [] : [`use: [${use.names.map(scalar).join(', ')}]`]),
    ...(rest.some(isEntry) ? ['records:', ...list.map((line) => `  ${line}`)] : list),
  ];
  return { name: domain, lines: [domainKey(domain), ...lines.map((line) => `  ${line}`)] };
}

function ignoreLines(rules: readonly IgnoreRule[]): readonly string[] {
  const lines = rules.map(({ name, type }) => {
    return `  - { name: ${readable(name, 'flow')}${type === undefined ? '' : `, type: ${type}`} }`;
  });
  return lines.length === 0 ? [] : ['ignore:', ...lines];
}

/** Of a domain that the config has, whose own rules stay as they are. */
function ignoreComments({ domain, zone }: Held): readonly string[] {
  const rules = (zone?.ignore ?? []).map(({ name, type }) => [name, type].join(' ').trim());
  if (rules.length === 0) return [];
  return [
    commentLine(`${displayName(domain)} is in the config already, where "ignore" stays as it is: ${rules.join(', ')}`),
  ];
}

function domainKey(domain: string): string {
  const shown = displayName(domain);
  const read = parseDomain(shown);
  if (shown === domain || !read.ok || read.value !== domain) return `${scalar(domain)}:`;
  return `${readable(shown, 'flow')}:   ${commentLine(domain)}`;
}

/** Who has the zone, and who has one besides that nobody asks. */
function hostLines({ registration, zone, unserved, domain }: Held): readonly string[] {
  const others = unserved.map((account) =>
    commentLine(
      `${account} holds a zone of ${displayName(domain)}, too, which is left out: the domain is not delegated to it.`,
    ),
  );
  if (zone === undefined) {
    return ['dns: none', commentLine('Its nameservers belong to none of the accounts that were read.'), ...others];
  }
  return [...(zone.account === registration?.account ? [] : [`dns: ${scalar(zone.account)}`]), ...others];
}

function accountComment({ account, message }: AccountProblem): string {
  return commentLine(`${account} was not read, or not all of it: ${message}`);
}

function domainComments({ domain, problems }: Held): readonly string[] {
  return problems.map(({ message }) => commentLine(`${displayName(domain)} is missing: ${message}`));
}
