/** One domain of the config as desired state. */
import {
  type DnsDescriptor,
  holdsRegistrations,
  hostsZones,
  lacksHalf,
  type RegistrarDescriptor,
  type RegistrationDescriptor,
} from '../capabilities.ts';
import type { DesiredDomain, IgnoreRule } from '../desired.ts';
import { displayName, parseDomain, parseOwnerName, relativeName } from '../dns/name.ts';
import { isNameGlob, parseNameGlob } from '../dns/name-glob.ts';
import { seen } from '../dns/seen.ts';
import { configTarget } from '../dns/targets.ts';
import { registrableDomain } from '../domain/registrable.ts';
import { settingFields } from '../domain/settings.ts';
import { ok, type Problem, type Result } from '../result.ts';
import type { ResolvedAccount } from './accounts.ts';
import type { Defaults, Domain, Template } from './generated/raw-config.ts';
import type { IssueCode } from './issue.ts';
import { neutralHost } from './neutral-host.ts';
import type { RecordList } from './record.ts';
import type { Reporter } from './report.ts';
import type { Entry } from './sections.ts';
import { readSettings } from './settings.ts';
import type { Broken } from './structure.ts';
import { didYouMean } from './suggest.ts';
import { zoneThresholds } from './thresholds.ts';
import { commonTtl, writtenTtl } from './ttl.ts';
import { type ReadZone, readZone } from './zone.ts';

interface DomainContext {
  /** Undefined: the account is there, but its registrar is not known (an issue already), or not yet. */
  readonly accounts: ReadonlyMap<string, ResolvedAccount | undefined>;
  readonly templates: ReadonlyMap<string, Entry<Template>>;
  readonly defaults: Defaults;
  readonly descriptors: ReadonlyMap<string, RegistrarDescriptor>;
  readonly reporter: Reporter;
  readonly broken: Broken;
  /** Sections that were not read whole. */
  readonly incomplete: ReadonlySet<string>;
}

/** An account that a domain names: its own word, and whom it means. */
type Named<D = RegistrarDescriptor> = { readonly name: string; readonly descriptor: D } | 'none' | 'unknown';

/** Undefined for a name that is no domain. Other issues are reported, and what can be read is. */
export function readDomain(entry: Entry<Domain>, context: DomainContext): DesiredDomain | undefined {
  const { document, source } = entry;
  const report = (path: readonly (string | number)[], at: 'key' | 'value', code: IssueCode, problem: Problem): void =>
    context.reporter.report({ document, path: ['domains', entry.name, ...path], at }, code, problem);

  const parsed = parseDomain(entry.name);
  if (!parsed.ok) report([], 'key', 'bad-domain', parsed.problem);
  const own = entry.value;
  if (!parsed.ok || own === null) return undefined;
  const domain = parsed.value;
  const missing = context.broken.get(own);

  const named = missing?.has('registrar') ? 'unknown' : findAccount(own.registrar, 'registrar', context, report);
  const registrar = registrarOf(named, report);
  const host = missing?.has('dns') ? 'unknown' : hostOf(own.dns, named, context, report);
  // With settings, the registrar is what is missing, and that is said of them.
  const hasSettings = settingFields.some((field) => own[field] !== undefined);
  if (registrar === 'none' && host === 'none' && !hasSettings)
    report([], 'key', 'nothing-managed', nothingManaged(domain));
  if (own.registrar !== undefined) checkRegistrable(domain, report);

  const { settings, notes } = readSettings({
    own,
    defaults: context.defaults,
    registrar: typeof registrar === 'string' ? registrar : registrar.descriptor,
    hasDnsHost: host === 'unknown' ? 'unknown' : host !== 'none',
    report,
  });
  const lists = recordLists(entry, own, context, report);
  const zoneHost = typeof host === 'string' ? neutralHost : host.descriptor;
  const zone = host === 'none' ? undefined : zoneOf(domain, zoneHost, own, lists, context, report);
  if (host === 'none' && registrar !== 'none') reportRecordsWithoutHost(own, registrar, report);
  const protect = own.protect ?? context.defaults.protect;
  return {
    domain,
    source,
    ...(typeof registrar === 'string' ? {} : { registrar: registrar.name }),
    ...(typeof host === 'string' ? {} : { dns: host.name }),
    settings,
    recordSets: zone?.recordSets ?? [],
    ...(protect === undefined ? {} : { protect }),
    foreign: own.foreign ?? context.defaults.foreign ?? 'keep',
    ignore: ignoreRules(own, domain, report),
    thresholds: { ...zoneThresholds, ...context.defaults.thresholds, ...own.thresholds },
    notes: [...notes, ...(zone?.notes ?? [])],
  };
}

type Report = (path: readonly (string | number)[], at: 'key' | 'value', code: IssueCode, problem: Problem) => void;

function findAccount(
  name: string | undefined,
  key: 'registrar' | 'dns',
  context: DomainContext,
  report: Report,
): Named {
  if (name === undefined) return 'none';
  if (!context.accounts.has(name)) {
    if (!context.incomplete.has('accounts')) {
      const suggestion = didYouMean(name, [...context.accounts.keys()], 'accounts');
      report([key], 'value', 'unknown-account', { message: `unknown account ${seen(name)}`, suggestion });
    }
    return 'unknown';
  }
  const account = context.accounts.get(name);
  return account === undefined ? 'unknown' : { name, descriptor: account.descriptor };
}

/** Of a DNS host, no registration can be managed. */
function registrarOf(named: Named, report: Report): Named<RegistrationDescriptor> {
  if (typeof named === 'string') return named;
  const { name, descriptor } = named;
  if (holdsRegistrations(descriptor)) return { name, descriptor };
  report(['registrar'], 'value', 'no-registrar', {
    message: lacksHalf('registration', name, descriptor),
    suggestion: 'write dns: instead of registrar:, or name the account that holds the registration',
  });
  return 'unknown';
}

/** Without a `dns:` of its own a domain has its zone at its registrar, if that hosts any. */
function hostOf(
  written: string | undefined,
  registrar: Named,
  context: DomainContext,
  report: Report,
): Named<DnsDescriptor> {
  const named =
    written === undefined ? registrar : written === 'none' ? 'none' : findAccount(written, 'dns', context, report);
  if (typeof named === 'string') return named;
  const { name, descriptor } = named;
  if (hostsZones(descriptor)) return { name, descriptor };
  if (written === undefined) return 'none';
  report(['dns'], 'value', 'no-dns-host', {
    message: lacksHalf('dns', name, descriptor),
    suggestion: 'name the account that hosts the zone, or write none',
  });
  return 'unknown';
}

function nothingManaged(domain: string): Problem {
  return {
    message: `${displayName(domain)} names neither the account that holds its registration nor the one that hosts its zone`,
    suggestion: 'add registrar: or dns: with the name of an account, or remove the domain',
  };
}

function checkRegistrable(domain: string, report: Report): void {
  const registered = registrableDomain(domain);
  if (registered === domain) return;
  const suggestion =
    registered === undefined
      ? 'remove registrar:'
      : `the registration belongs to ${displayName(registered)}; here give the zone's host alone, with dns:`;
  const what = registered === undefined ? 'a public suffix' : 'a name below a registered domain';
  report(['registrar'], 'key', 'not-registrable', {
    message: `${displayName(domain)} is ${what}, which nobody registers`,
    suggestion,
  });
}

/** The templates' lists in the order of `use`, then the domain's own. */
function recordLists(entry: Entry<Domain>, own: Domain, context: DomainContext, report: Report): readonly RecordList[] {
  const lists: RecordList[] = [];
  const used = new Set<string>();
  for (const [i, name] of (own.use ?? []).entries()) {
    // Broken in shape, or there twice: the same records.
    if (name === null || used.has(name)) continue;
    used.add(name);
    const template = context.templates.get(name);
    if (template === undefined) {
      if (context.incomplete.has('templates')) continue;
      const suggestion = didYouMean(name, [...context.templates.keys()], 'templates');
      report(['use', i], 'value', 'unknown-template', { message: `unknown template ${seen(name)}`, suggestion });
    } else if (template.value?.records !== undefined) {
      const path = ['templates', name, 'records'];
      lists.push({ entries: template.value.records, document: template.document, path, template: name });
    }
  }
  if (own.records !== undefined) {
    lists.push({ entries: own.records, document: entry.document, path: ['domains', entry.name, 'records'] });
  }
  return lists;
}

function zoneOf(
  domain: string,
  host: DnsDescriptor,
  own: Domain,
  lists: readonly RecordList[],
  context: DomainContext,
  report: Report,
): ReadZone {
  const ttl = commonTtl(writtenTtl(own.ttl), writtenTtl(context.defaults.ttl), host);
  const zone = readZone(lists, {
    domain,
    host,
    descriptors: context.descriptors,
    commonTtl: ttl,
    readTarget: configTarget(domain),
    reporter: context.reporter,
  });
  const { maxRecords } = host.dns;
  const count = zone.recordSets.reduce((sum, set) => sum + set.values.length, 0);
  if (maxRecords !== undefined && count > maxRecords) {
    const message = `${displayName(domain)} has ${count} records, and a zone at ${host.title} holds at most ${maxRecords}`;
    report([own.records === undefined ? 'use' : 'records'], 'key', 'too-many-records', { message });
  }
  return zone;
}

function reportRecordsWithoutHost(own: Domain, registrar: Named, report: Report): void {
  const key = own.records !== undefined && own.records.length > 0 ? 'records' : own.use?.length ? 'use' : undefined;
  if (key === undefined) return;
  const why =
    own.dns !== undefined || typeof registrar === 'string'
      ? 'dns is none'
      : lacksHalf('dns', registrar.name, registrar.descriptor);
  report([key], 'key', 'no-dns-host', {
    message: `${key} gives records, but ${why}`,
    suggestion: 'name the account that hosts the zone in dns:, or remove the records',
  });
}

/** A rule's name is a pattern over relative names as they are inside: lower-case A-labels. One without wildcards is any owner name. */
function ignoreRules(own: Domain, domain: string, report: Report): readonly IgnoreRule[] {
  return (own.ignore ?? []).flatMap((rule, i) => {
    if (rule === null) return [];
    const relative = ignoredName(rule.name, domain);
    if (!relative.ok) {
      report(['ignore', i, 'name'], 'value', 'bad-name', relative.problem);
      return [];
    }
    return [rule.type === undefined ? { name: relative.value } : { name: relative.value, type: rule.type }];
  });
}

function ignoredName(text: string, domain: string): Result<string> {
  if (isNameGlob(text)) {
    const glob = parseNameGlob(text);
    return glob.ok ? ok(text.toLowerCase()) : glob;
  }
  const name = parseOwnerName(text, domain);
  return name.ok ? ok(relativeName(name.value, domain)) : name;
}
