/** The record sets of one domain: its own and those of its templates, held against each other and against the DNS host. */
import type { DnsDescriptor } from '../capabilities.ts';
import type { DesiredRecordSet } from '../desired.ts';
import { displayName, parseOwnerName, relativeName } from '../dns/name.ts';
import type { RecordSet } from '../dns/record-set.ts';
import { compareRecordSets, joinStrings, recordSetKey, sameOptions, sameValues } from '../dns/record-sets.ts';
import { configTarget } from '../dns/targets.ts';
import { checkZone } from '../dns/zone-rules.ts';
import type { Problem } from '../result.ts';
import { hostProblems } from './host-problems.ts';
import { neutralHost } from './neutral-host.ts';
import { placeOf, type ReadRecord, type RecordList, readRecord, type ZoneContext } from './record.ts';
import type { Reporter } from './report.ts';
import { place } from './sections.ts';

export interface ReadZone {
  /** Sorted by name, then type; canonical for the host. */
  readonly recordSets: readonly DesiredRecordSet[];
  readonly notes: readonly string[];
}

/** The records of a template that no domain uses, read as those of an example. */
export function checkUnusedTemplate(
  list: RecordList,
  descriptors: ZoneContext['descriptors'],
  reporter: Reporter,
): void {
  const domain = 'example.com';
  const commonTtl = { seconds: 3600 };
  readZone([list], { domain, host: neutralHost, descriptors, commonTtl, readTarget: configTarget(domain), reporter });
}

/** `lists`: of the templates, in the order of `use`, then the domain's own. */
export function readZone(lists: readonly RecordList[], zone: ZoneContext): ReadZone {
  const notes: string[] = [];
  const records = chooseRecords(lists, zone, notes);
  checkRecords(records, zone);
  const { note } = zone.commonTtl;
  if (note !== undefined && records.some(({ entry }) => entry.ttl === undefined)) notes.push(note);
  const recordSets = records.filter(({ partial }) => !partial).map((record) => desiredSet(record, zone, notes));
  return { recordSets: recordSets.sort(compareRecordSets), notes };
}

/** One record per name and type. The domain's own takes the place of a template's; two of the same standing are an issue. */
function chooseRecords(lists: readonly RecordList[], zone: ZoneContext, notes: string[]): readonly ReadRecord[] {
  const chosen = new Map<string, ReadRecord>();
  for (const list of lists) {
    for (const [index, entry] of list.entries.entries()) {
      const record = entry === null ? undefined : readRecord(entry, list, index, zone);
      if (record === undefined) continue;
      const key = recordSetKey(record.set);
      const first = chosen.get(key);
      if (first === undefined || overrides(record, first)) chosen.set(key, record);
      if (first === undefined) continue;
      if (overrides(record, first)) {
        notes.push(
          `${nameOf(record.set, zone)}: the domain's own record takes the place of the one in template ${first.list.template}`,
        );
      } else if (!sameMeaning(record, first) && !isSettled(record, first, lists, zone)) {
        reportDuplicate(record, first, zone);
      }
    }
  }
  return [...chosen.values()];
}

function overrides(record: ReadRecord, first: ReadRecord): boolean {
  return record.list.template === undefined && first.list.template !== undefined;
}

/** Two templates may differ in what the domain writes itself, even where that cannot be read. */
function isSettled(
  record: ReadRecord,
  first: ReadRecord,
  lists: readonly RecordList[],
  { domain }: ZoneContext,
): boolean {
  if (record.list === first.list) return false;
  const own = lists.find(({ template }) => template === undefined)?.entries ?? [];
  return own.some((entry) => {
    if (entry?.type !== record.set.type) return false;
    const name = parseOwnerName(entry.name, domain);
    return name.ok && name.value === record.set.name;
  });
}

/** Two templates may say the same; one list may not. */
function sameMeaning(a: ReadRecord, b: ReadRecord): boolean {
  if (a.list === b.list) return false;
  // As far as can be told.
  if (a.partial || b.partial) return true;
  return (
    a.set.ttlSeconds === b.set.ttlSeconds &&
    a.entry.protect === b.entry.protect &&
    sameValues(a.set, b.set) &&
    sameOptions(a.set, b.set)
  );
}

function reportDuplicate(record: ReadRecord, first: ReadRecord, zone: ZoneContext): void {
  const { reporter, domain } = zone;
  const where = placeOf(record, 'value');
  const position = place(record.list.document.positionAt(reporter.place(placeOf(first, 'value')).offset));
  const name = nameOf(record.set, zone);
  const between = record.list.template !== undefined && record.list !== first.list;
  const problem = between
    ? {
        message: `templates ${first.list.template} and ${record.list.template} of ${displayName(domain)} both hold ${name}, and differ`,
        suggestion: `write the record in ${displayName(domain)} itself, or leave out one of the templates`,
      }
    : {
        message: `${name} is here a second time, after ${position}; all values of one name and type are one record`,
        suggestion: 'join them into one record with values: [..., ...]',
      };
  reporter.report(where, 'duplicate-record-set', problem, domain);
}

/** What the host cannot hold of a set, and what cannot stand together in a zone. */
function checkRecords(records: readonly ReadRecord[], zone: ZoneContext): void {
  const { domain, host, reporter } = zone;
  for (const record of records.filter(({ partial }) => !partial)) {
    for (const problem of hostProblems(record.set, domain, host)) {
      reporter.report(placeOf(record, 'value'), 'unsupported-record-set', ofHost(problem, host), domain);
    }
  }
  for (const { index, problem } of checkZone(domain, records, host.dns)) {
    const record = records[index];
    if (record !== undefined) reporter.report(placeOf(record, 'value'), 'zone-rule', problem, domain);
  }
}

function ofHost(problem: Problem, host: DnsDescriptor): Problem {
  return problem.message.includes(host.title) ? problem : { ...problem, message: `${host.title}: ${problem.message}` };
}

function desiredSet(record: ReadRecord, zone: ZoneContext, notes: string[]): DesiredRecordSet {
  const { domain, host } = zone;
  const kept = host.dns.txt === 'strings' ? record.set : joinStrings(record.set);
  if (kept !== record.set) {
    notes.push(`${nameOf(kept, zone)}: ${host.title} does not keep the strings of a TXT apart; they become one text`);
  }
  const set = host.dns.canonicalRecordSet(kept, domain);
  const written = record.entry.ttl === 'auto' ? host.dns.ttl.autoSeconds : record.entry.ttl;
  if (record.entry.ttl !== undefined && set.ttlSeconds !== written) {
    notes.push(`${nameOf(set, zone)}: ttl ${record.entry.ttl} becomes ${ttlText(set, host)} at ${host.title}`);
  }
  const start = record.list.document.converter.starts.get(record.entry) ?? 0;
  const { protect } = record.entry;
  const source = record.list.document.positionAt(start);
  // No spread: a config may have a hundred thousand of these; see `makeChange` of the planner.
  const { name, type, ttlSeconds, values, options } = set;
  if (protect === undefined) return { name, type, ttlSeconds, values, options, source };
  return { name, type, ttlSeconds, values, options, protect, source };
}

function ttlText(set: RecordSet, host: DnsDescriptor): string {
  return set.ttlSeconds === host.dns.ttl.autoSeconds ? 'auto' : String(set.ttlSeconds);
}

/** `www A`. */
function nameOf(set: RecordSet, zone: ZoneContext): string {
  return `${displayName(relativeName(set.name, zone.domain))} ${set.type}`;
}
