/**
 * The intermediate form of DNSControl, as `dnscontrol print-ir` prints it (4.20.0 and 4.40): each domain with its records,
 * their TTLs and full targets, and what is to be left alone. What is no record is told. Pure.
 */
import type { Source } from '../../schema/config/document.ts';
import type { Issue } from '../../schema/config/issue.ts';
import type { IgnoreRule } from '../../schema/desired.ts';
import { apexOf, displayName, parseDomain, parseName, relativeName } from '../../schema/dns/name.ts';
import { isNameGlob, parseNameGlob } from '../../schema/dns/name-glob.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { isRecordType } from '../../schema/dns/record-types.ts';
import { bad, ok, type Problem, type Result } from '../../schema/result.ts';
import {
  type Json,
  type JsonObject,
  type JsonPath,
  listOf,
  objectOf,
  readJsonFile,
  textOf,
} from '../moving/json-file.ts';
import type { HostOwn, MovedRecord, MovedZone, UnmanagedRecord } from '../moving/moved-zone.ts';
import { dnscontrolValue, webRedirects } from './dnscontrol-values.ts';

type ReadPrintIr =
  | { readonly zones: readonly MovedZone[]; readonly remarks: readonly string[] }
  | { readonly issues: readonly Issue[] };

const advice = 'write the file with: dnscontrol print-ir --out FILE';

/** Where DNSControl gives a record no TTL. */
const defaultTtl = 300;
/** What Cloudflare serves for its automatic TTL, which is written as 1. */
const cloudflareAuto = { written: 1, served: 300 };

const domainKeys: ReadonlySet<string> = new Set([
  ...['name', 'uniquename', 'tag', 'registrar', 'dnsProviders', 'meta', 'records', 'nameservers', 'recordsabsent'],
  ...['keepunknown', 'unmanaged', 'unmanaged_disable_safety_check', 'auto_dnssec'],
]);
const proxiedTypes: ReadonlySet<string> = new Set(['A', 'AAAA', 'ALIAS', 'CNAME']);

export function readPrintIr(source: Source): ReadPrintIr {
  const file = readJsonFile(source, advice);
  if ('issues' in file) return file;
  const issues: Issue[] = [];
  const zones: MovedZone[] = [];
  const remarks: string[] = [];
  const report = (path: JsonPath, problem: Problem): void => void issues.push(file.issueAt(path, problem));
  const top = objectOf(file.data);
  if (!Array.isArray(top?.domains)) {
    report([], bad('this is not the intermediate form of DNSControl: it has no list of domains', advice).problem);
    return { issues };
  }
  const types = new Map(
    listOf(top.dns_providers).map((one) => {
      const { name, type } = objectOf(one) ?? {};
      return [String(name), String(type)] as const;
    }),
  );
  const registrars = new Map<string, string[]>();
  const places = new Map<string, number>();
  for (const [index, value] of listOf(top.domains).entries()) {
    const domain = objectOf(value);
    const written = textOf(domain?.name);
    // Of a split view, `example.com!inside`.
    const name = parseDomain((written ?? '').split('!')[0] ?? '');
    if (domain === undefined || !name.ok) {
      report(['domains', index], name.ok ? bad('this is no domain').problem : name.problem);
      continue;
    }
    const before = places.get(name.value);
    if (before !== undefined) {
      const message = `${name.value} is there twice: as ${uniqueName(listOf(top.domains)[before])} and as ${uniqueName(domain)}`;
      report(
        ['domains', index],
        bad(message, 'a zone has one set of records here: take the other out of the file').problem,
      );
      continue;
    }
    places.set(name.value, index);
    const registrar = textOf(domain.registrar);
    if (registrar !== undefined && registrar !== 'none') {
      registrars.set(registrar, [...(registrars.get(registrar) ?? []), displayName(name.value)]);
    }
    const providers = Object.keys(objectOf(domain.dnsProviders) ?? {});
    if (providers.length === 0 && listOf(domain.records).length === 0) {
      remarks.push(`${displayName(name.value)}: left out, as DNSControl has no DNS provider and no records for it.`);
      continue;
    }
    // Where the type stands in the credentials alone, the file has "-".
    const mayBeCloudflare = providers.some((one) => ['-', 'CLOUDFLAREAPI'].includes(types.get(one) ?? '-'));
    const path: JsonPath = ['domains', index];
    zones.push(readDomain(name.value, domain, { path, providers, mayBeCloudflare, report }));
  }
  if (issues.length > 0) return { issues };
  for (const [registrar, domains] of registrars) {
    const what = `DNSControl has the registration of ${domains.join(', ')} at ${registrar}`;
    remarks.push(`${what}: to have it managed here, add "registrar: ACCOUNT" there.`);
  }
  return { zones, remarks };
}

interface DomainContext {
  readonly path: JsonPath;
  readonly providers: readonly string[];
  readonly mayBeCloudflare: boolean;
  report(path: JsonPath, problem: Problem): void;
}

function readDomain(domain: string, value: JsonObject, context: DomainContext): MovedZone {
  const { path, providers, mayBeCloudflare, report } = context;
  const records: MovedRecord[] = [];
  const unmanaged: UnmanagedRecord[] = [];
  const remarks: string[] = [];
  const lost = new Map<string, Set<string>>();
  const meta = objectOf(value.meta) ?? {};
  const proxyDefault = textOf(meta.cloudflare_proxy_default);
  const shown = (name: Fqdn): string => displayName(relativeName(name, domain));

  for (const [index, one] of listOf(value.records).entries()) {
    const record = objectOf(one) ?? {};
    const at: JsonPath = [...path, 'records', index];
    const type = textOf(record.type);
    const name = ownerOf(record, domain);
    const ttl = record.ttl ?? defaultTtl;
    if (type === undefined) report(at, bad('a record without a type').problem);
    else if (!name.ok) report(at, name.problem);
    else if (typeof ttl !== 'number' || !Number.isInteger(ttl) || ttl < 0) {
      report(at, bad(`the ttl of ${shown(name.value)} ${type} is no number of seconds`).problem);
    } else readRecord(record, name.value, type, ttl);
  }

  function readRecord(record: JsonObject, name: Fqdn, type: string, ttl: number): void {
    const ours = type in webRedirects ? 'URL' : type;
    const recordMeta = objectOf(record.meta) ?? {};
    const text = textOf(record.target) ?? JSON.stringify(record);
    for (const key of Object.keys(recordMeta)) {
      if (key === 'cloudflare_proxy' || key === 'orig_custom_type') continue;
      lost.set(key, (lost.get(key) ?? new Set()).add(`${shown(name)} ${type}`));
    }
    if (!isRecordType(ours)) {
      unmanaged.push({ name, type, text });
      return;
    }
    const rdata = dnscontrolValue(ours, record);
    if (!rdata.ok) {
      unmanaged.push({ name, type, text, reason: rdata.problem.message });
      return;
    }
    const proxy = (textOf(recordMeta.cloudflare_proxy) ?? proxyDefault ?? 'off').toLowerCase();
    const isProxied = proxy !== 'off' && proxiedTypes.has(type);
    const autoTtl = mayBeCloudflare && ttl === cloudflareAuto.written;
    const options = isProxied ? { proxied: true } : {};
    const own: HostOwn = { host: 'cloudflare', title: 'Cloudflare', autoTtl, options };
    const ttlSeconds = autoTtl ? cloudflareAuto.served : ttl;
    records.push({ name, ttlSeconds, rdata: rdata.value, ...(isProxied || autoTtl ? { own } : {}) });
  }

  for (const key of Object.keys(value).filter((one) => !domainKeys.has(one))) {
    remarks.push(`left out, as it has no counterpart: ${key}.`);
  }
  for (const key of Object.keys(meta)) {
    const isOwn = key.startsWith('dnscontrol_') || key === 'cloudflare_proxy_default';
    if (!isOwn) remarks.push(`left out, as it has no counterpart: the metadata ${key}.`);
  }
  for (const [key, at] of lost) remarks.push(`left out, as it has no counterpart: ${key} of ${[...at].join(', ')}.`);
  if (providers.length > 1) {
    remarks.push(`DNSControl writes it to ${providers.join(' and ')}; here it has one DNS host.`);
  }
  const nameservers = listOf(value.nameservers).flatMap((one) => textOf(objectOf(one)?.name) ?? []);
  if (nameservers.length > 0) {
    const what = `DNSControl sets the nameservers ${nameservers.join(', ')} at the registrar`;
    remarks.push(`${what}: add "registrar:" and "nameservers:" to have that managed here.`);
  }
  const dnssec = textOf(value.auto_dnssec);
  if (dnssec !== undefined && dnssec !== '') {
    remarks.push(
      `left out: AUTODNSSEC_${dnssec.toUpperCase()}; "dnssec:" of a domain with "registrar:" is what is like it.`,
    );
  }
  for (const one of listOf(value.recordsabsent)) {
    const { name, type, target } = objectOf(one) ?? {};
    const what = [name, type, target].map((part) => (part === undefined ? '' : String(part))).join(' ');
    remarks.push(`left out: ENSURE_ABSENT of ${what}; nothing here deletes what was never managed.`);
  }
  const ignore = listOf(value.unmanaged).flatMap((one) => ignoreRules(objectOf(one) ?? {}, domain, remarks));
  return { domain, records, unmanaged, remarks, ...(ignore.length === 0 ? {} : { ignore }) };
}

/** The name is relative, whatever it ends in. */
function ownerOf(record: JsonObject, domain: string): Result<Fqdn> {
  const name = textOf(record.name);
  if (name === undefined || name === '') return bad('a record without a name');
  return name === '@' ? ok(apexOf(domain)) : parseName(`${name}.${domain}`);
}

/** An IGNORE by what `ignore` can say: names and types, no targets. */
function ignoreRules(rule: JsonObject, domain: string, remarks: string[]): readonly IgnoreRule[] {
  const [label = '*', types = '*', target = '*'] = ['label_pattern', 'rType_pattern', 'target_pattern'].map((key) => {
    const text = textOf(rule[key]);
    return text === undefined || text === '' ? '*' : text;
  });
  const shown = `IGNORE("${label}", "${types}", "${target}")`;
  const pattern = label.replaceAll('**', '*').toLowerCase();
  const literal = isNameGlob(pattern) ? undefined : ownerOf({ name: pattern }, domain);
  const isRead = literal === undefined ? parseNameGlob(pattern).ok : literal.ok;
  const name = literal?.ok === true ? relativeName(literal.value, domain) : pattern;
  const tell = (why: string): readonly IgnoreRule[] => {
    remarks.push(`left out: ${shown}, as ${why}; what it names stays as it is all the same.`);
    return [];
  };
  if (target !== '*') return tell('"ignore" knows no targets');
  if (!isRead) return tell('its pattern has no counterpart');
  if (types === '*') return [{ name }];
  return types.split(',').flatMap((text): readonly IgnoreRule[] => {
    const type = text.trim();
    return isRecordType(type) ? [{ name, type }] : tell(`the type ${type} is not known here`);
  });
}

function uniqueName(value: Json | undefined): string {
  const domain = objectOf(value) ?? {};
  return (
    textOf(domain.uniquename) ?? textOf(objectOf(domain.meta)?.dnscontrol_uniquename) ?? textOf(domain.name) ?? '?'
  );
}
