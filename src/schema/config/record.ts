/** One record entry of the config as a record set of one domain at one DNS host. */
import type { DnsDescriptor, RegistrarDescriptor } from '../capabilities.ts';
import { parseOwnerName } from '../dns/name.ts';
import type { Rdata } from '../dns/rdata.ts';
import type { RecordSet } from '../dns/record-set.ts';
import { joinedText, makeRecordSet } from '../dns/record-sets.ts';
import type { ReadTarget } from '../dns/record-type.ts';
import { parseRdata, printRdata, rdataFromObject } from '../dns/record-types.ts';
import type { Problem } from '../result.ts';
import type { YamlDocument } from './document.ts';
import type { RecordEntry } from './generated/raw-config.ts';
import type { IssueCode } from './issue.ts';
import type { Path } from './locate.ts';
import { readOptions } from './options.ts';
import type { Reporter, Where } from './report.ts';
import { type CommonTtl, nearestTtl, writtenTtl } from './ttl.ts';
import { referredVariable } from './variables.ts';

/** Where records are read: the domain, its host, and what holds for all its records. */
export interface ZoneContext {
  readonly domain: string;
  readonly host: DnsDescriptor;
  readonly descriptors: ReadonlyMap<string, RegistrarDescriptor>;
  /** Of record sets that give none. */
  readonly commonTtl: CommonTtl;
  readonly readTarget: ReadTarget;
  readonly reporter: Reporter;
}

/** A list of records: of a domain, or of a template that it uses. */
export interface RecordList {
  readonly entries: readonly (RecordEntry | null)[];
  readonly document: YamlDocument;
  /** To the list. */
  readonly path: Path;
  /** Absent: the domain's own. */
  readonly template?: string;
}

/** A record set and the entry it came from. */
export interface ReadRecord {
  readonly set: RecordSet;
  readonly entry: RecordEntry;
  readonly list: RecordList;
  readonly index: number;
  /** Its name and type alone are sure: a value cannot be read, or the host holds none of the type, which is an issue already. */
  readonly partial?: true;
}

export function placeOf(
  record: Omit<ReadRecord, 'set'>,
  at: Where['at'],
  ...path: readonly (string | number)[]
): Where {
  return { document: record.list.document, path: [...record.list.path, record.index, ...path], at };
}

/** Undefined where the entry has no name that can be read. All issues of the entry are reported. */
export function readRecord(
  entry: RecordEntry,
  list: RecordList,
  index: number,
  zone: ZoneContext,
): ReadRecord | undefined {
  const { domain, host, reporter } = zone;
  const at = { entry, list, index };
  const report = (where: Where, code: IssueCode, problem: Problem): void =>
    reporter.report(where, code, problem, domain);

  const name = parseOwnerName(entry.name, domain);
  if (!name.ok) report(placeOf(at, 'value', 'name'), 'bad-name', name.problem);
  const support = host.dns.types[entry.type];
  if (support.access !== 'write') {
    const problem = { message: `${host.title} cannot hold ${entry.type} records: ${support.reason}` };
    report(placeOf(at, 'value', 'type'), 'unsupported-type', problem);
  }
  const values = readValues(at, zone);
  const options = readOptions(entry, entry.type, host, zone.descriptors, (wrong) =>
    report(placeOf(at, wrong.at, ...wrong.path), wrong.code, wrong.problem),
  );
  const ttlSeconds = readTtl(at, zone);
  if (!name.ok) return undefined;
  const parts = { name: name.value, type: entry.type, ttlSeconds };
  if (values === undefined || support.access !== 'write') {
    return { ...at, set: { ...parts, values: [], options: options ?? {} }, partial: true };
  }
  return { ...at, set: makeRecordSet(options === undefined ? { ...parts, values } : { ...parts, values, options }) };
}

type RecordPlace = Omit<ReadRecord, 'set'>;

function readTtl(at: RecordPlace, zone: ZoneContext): number {
  const written = writtenTtl(at.entry.ttl);
  return written === undefined ? zone.commonTtl.seconds : nearestTtl(written, zone.host);
}

/** Undefined where one of the values is none. */
function readValues(at: RecordPlace, zone: ZoneContext): readonly Rdata[] | undefined {
  const { entry } = at;
  if (entry.values === undefined) {
    // What stood there had not even the shape of a value.
    if (entry.value === undefined) return undefined;
    const value = readValue(at, entry.value, ['value'], zone);
    return value === undefined ? undefined : [value];
  }
  const values: Rdata[] = [];
  const printed = new Set<string>();
  for (const [i, written] of entry.values.entries()) {
    const value = readValue(at, written, ['values', i], zone);
    if (value === undefined) continue;
    values.push(value);
    // As one text: strings that make the same text are one value at a host that joins them.
    const text = joinedText(printRdata(value));
    if (printed.has(text)) {
      const problem = { message: `${shorten(text)} is here a second time`, suggestion: 'keep one of the two' };
      zone.reporter.report(placeOf(at, 'value', 'values', i), 'duplicate-value', problem, zone.domain);
    }
    printed.add(text);
  }
  return values.length === entry.values.length ? values : undefined;
}

function readValue(
  at: RecordPlace,
  written: string | { readonly [key: string]: unknown },
  path: readonly (string | number)[],
  zone: ZoneContext,
): Rdata | undefined {
  const { type } = at.entry;
  const report = (code: IssueCode, problem: Problem): undefined => {
    zone.reporter.report(placeOf(at, 'value', ...path), code, problem, zone.domain);
  };
  const variable = typeof written === 'string' && written.includes('${') ? referredVariable(written) : undefined;
  if (variable !== undefined) return report('variable-outside-accounts', variableHere(variable, type));
  const value =
    typeof written === 'string'
      ? parseRdata(type, written, zone.readTarget)
      : rdataFromObject(type, written, zone.readTarget);
  return value.ok ? value.value : report('bad-value', value.problem);
}

function variableHere(name: string, type: RecordEntry['type']): Problem {
  return {
    message: `environment variables are read in accounts only, and this value refers to ${name}`,
    suggestion:
      type === 'TXT'
        ? 'write the text itself; if the record is to hold these characters, write value: { text: ... }'
        : 'write the value itself',
  };
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}
