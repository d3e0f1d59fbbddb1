/**
 * What is asked of every list of rows, whatever the registrar. A row or a domain that is listed twice is no surplus that
 * could be deleted, and none of two that could be picked: nobody can tell which of the two is true.
 */
import type { LiveRecordSet, LiveRegistration, UnsupportedRecord } from '../planner/inputs.ts';
import { apexOf, isWithin, parseDomain, parseName } from '../schema/dns/name.ts';
import type { Fqdn, Rdata, RecordType } from '../schema/dns/rdata.ts';
import type { RecordOptions } from '../schema/dns/record-set.ts';
import { compareRecordSets, makeRecordSet } from '../schema/dns/record-sets.ts';
import { printRdata } from '../schema/dns/record-types.ts';
import type { Result } from '../schema/result.ts';
import { RegistrarError } from './errors.ts';

/** A row that is a record, in our terms. */
export interface RecordRow<N> {
  readonly name: Fqdn;
  readonly rdata: Rdata;
  /** Canonical: two answers that mean the same TTL are one. */
  readonly ttlSeconds: number;
  /** Why the record is not the user's to change. */
  readonly system?: string;
  /** What the registrar needs to know of the row. */
  readonly native: N;
}

/** What one row of an answer is. */
export type Row<N> = RecordRow<N> | UnsupportedRecord;

/** What of a row its registrar reads. */
interface RowParts<N> {
  readonly owner: Owner;
  /** In our word where there is one, else in that of the answer. */
  readonly type: string;
  readonly rdata: Result<Rdata>;
  /** The data as the host shows it. */
  readonly text: string;
  readonly ttlSeconds: number;
  readonly system?: string | undefined;
  native(rdata: Rdata): N;
}

/** A record where name and data can be read; else unsupported, with what is wrong. */
export function makeRow<N>({ owner, type, rdata, text, ttlSeconds, system, native }: RowParts<N>): Row<N> {
  const { name, problem } = owner;
  if (problem !== undefined) return { name, type, text, problem };
  if (!rdata.ok) return { name, type, text, problem: rdata.problem.message };
  const row = { name, rdata: rdata.value, ttlSeconds, native: native(rdata.value) };
  return system === undefined ? row : { ...row, system };
}

/** What a registrar says about a set of its own rows. */
interface SetFacts {
  readonly options?: RecordOptions;
  /** What else than TTLs and repetitions keeps the set from being one. */
  readonly irregular?: string;
  readonly mixed?: LiveRecordSet['mixed'];
  readonly system?: string;
  readonly native: unknown;
}

interface Group<N> {
  readonly name: Fqdn;
  readonly type: RecordType;
  readonly rows: RecordRow<N>[];
}

/**
 * Rows to record sets, by one policy for all registrars:
 * - a row that cannot be read, or is of a type that is not managed, stands alone among `unsupported`: whatever it is, the
 *   others of its name and type are what they are without it;
 * - so does a row that is not the user's to change, unless all of its name and type are;
 * - rows of different TTLs make a set of the smallest, in whatever order they come, and so do rows that say the same; both
 *   are irregular;
 * - sets and unsupported rows are sorted.
 * `factsOf` is given the rows of one set, at least one.
 */
export function recordSetsOf<N>(
  rows: readonly Row<N>[],
  factsOf: (rows: readonly [RecordRow<N>, ...RecordRow<N>[]]) => SetFacts,
): { readonly recordSets: readonly LiveRecordSet[]; readonly unsupported: readonly UnsupportedRecord[] } {
  const groups = new Map<string, Group<N>>();
  const unsupported: UnsupportedRecord[] = [];
  for (const row of rows) {
    if (!('rdata' in row)) {
      unsupported.push(row);
      continue;
    }
    const { type } = row.rdata;
    const key = `${row.name} ${type}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { name: row.name, type, rows: [row] });
    else group.rows.push(row);
  }
  const recordSets = [...groups.values()].map(({ name, type, rows }) => {
    const ours = rows.filter(({ system }) => system === undefined);
    if (ours.length === 0 || ours.length === rows.length) return liveSet(name, type, rows, factsOf);
    for (const { rdata, system } of rows) {
      if (system !== undefined) unsupported.push({ name, type, text: printRdata(rdata), system });
    }
    return liveSet(name, type, ours, factsOf);
  });
  return { recordSets: recordSets.sort(compareRecordSets), unsupported: unsupported.sort(compareUnsupported) };
}

function liveSet<N>(
  name: Fqdn,
  type: RecordType,
  rows: readonly RecordRow<N>[],
  factsOf: (rows: readonly [RecordRow<N>, ...RecordRow<N>[]]) => SetFacts,
): LiveRecordSet {
  const [first, ...others] = rows as readonly [RecordRow<N>, ...RecordRow<N>[]];
  const facts = factsOf([first, ...others]);
  const ttls = rows.map(({ ttlSeconds }) => ttlSeconds);
  const { options, values } = makeRecordSet({
    name,
    type,
    ttlSeconds: first.ttlSeconds,
    values: rows.map(({ rdata }) => rdata),
    ...(facts.options === undefined ? {} : { options: facts.options }),
  });
  const irregular = facts.irregular ?? irregularity(ttls, values.length);
  const system = facts.system ?? first.system;
  const ttlSeconds = Math.min(...ttls);
  return {
    name,
    type,
    ttlSeconds,
    values,
    options,
    native: facts.native,
    ...(irregular === undefined ? {} : { irregular }),
    ...(facts.mixed === undefined ? {} : { mixed: facts.mixed }),
    ...(system === undefined ? {} : { system }),
  };
}

const haveDifferentTtls = 'its records have different TTLs: ';

/** Why the records of one name and type are no set as they stand. `ttls`: of each; `distinct`: how many values there are. */
export function irregularity(ttls: readonly number[], distinct: number): string | undefined {
  const different = [...new Set(ttls)].sort((a, b) => a - b);
  if (different.length > 1) return `${haveDifferentTtls}${different.join(', ')}`;
  return distinct < ttls.length ? 'one of its records is there twice' : undefined;
}

/** The TTLs that an `irregularity` names, ascending; null where it is about something else. */
export function differentTtls(irregular: string): readonly number[] | null {
  if (!irregular.startsWith(haveDifferentTtls)) return null;
  return irregular.slice(haveDifferentTtls.length).split(', ').map(Number);
}

/** By name, type and text. */
function compareUnsupported(a: UnsupportedRecord, b: UnsupportedRecord): number {
  const [first, second] = [a, b].map(({ name, type, text }) => `${name} ${type} ${text}`) as [string, string];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** Those of this name and type, which a write of the whole set would take along. */
export function unsupportedIn(
  unsupported: readonly UnsupportedRecord[],
  { name, type }: { readonly name: Fqdn; readonly type: RecordType },
): readonly UnsupportedRecord[] {
  return unsupported.filter((row) => row.name === name && row.type === type);
}

/** An owner name as an answer has it. One that DNS names cannot be is no other's name; `problem` says what is wrong. */
export interface Owner {
  readonly name: Fqdn;
  readonly problem?: string;
}

/**
 * From a relative name; `@` and the empty one are the apex. Never taken for full already: `www.example.com` in example.com
 * is what somebody made who typed the domain along.
 */
export function relativeOwner(text: string, domain: string): Owner {
  return text === '@' || text === '' ? { name: apexOf(domain) } : ownerOf(`${text}.${domain}`);
}

/** From a full name, with or without its dot. Throws what `fail` makes of one outside the domain: it is of another zone. */
export function fullOwner(text: string, domain: string, fail: (seen: string) => Error): Owner {
  const owner = ownerOf(text);
  if (isWithin(owner.name, domain)) return owner;
  throw fail(`a record of ${owner.name} in the zone ${domain}`);
}

function ownerOf(text: string): Owner {
  const parsed = parseName(text);
  if (parsed.ok) return { name: parsed.value };
  return { name: `${text.toLowerCase().replace(/\.$/, '')}.`, problem: parsed.problem.message };
}

/** The rows, each with an id of its own. Throws what `fail` makes. */
export function onceEach<T>(rows: readonly T[], idOf: (row: T) => string | number, fail: (seen: string) => Error) {
  const seen = new Set<string | number>();
  for (const row of rows) {
    const id = idOf(row);
    if (seen.has(id)) throw fail(`the record ${id} is listed twice`);
    seen.add(id);
  }
  return rows;
}

/** What is answered about a domain, which is the one that was asked for. Throws what `fail` makes. */
export function aboutDomain(answered: string, domain: string, fail: (seen: string) => Error): void {
  const parsed = parseDomain(answered);
  if (!parsed.ok || parsed.value !== domain) throw fail(`an answer about ${answered} where ${domain} was asked for`);
}

/** The items of a list by their domains. One that is listed twice is the error of that domain alone. */
export function byDomain<T>(
  items: readonly (readonly [domain: string, item: T | RegistrarError])[],
  fail: (seen: string) => RegistrarError,
): Map<string, T | RegistrarError> {
  const found = new Map<string, T | RegistrarError>();
  for (const [domain, item] of items) found.set(domain, found.has(domain) ? fail(`${domain} is listed twice`) : item);
  return found;
}

/** The whole list: of an item that cannot be read, the name alone. */
export function registrationsOf<T>(
  found: ReadonlyMap<string, T | RegistrarError>,
  registrationOf: (item: T) => LiveRegistration,
): readonly LiveRegistration[] {
  return [...found].map(([domain, item]) => {
    if (!(item instanceof RegistrarError)) return registrationOf(item);
    return { domain, status: 'unknown', expiresAt: null, settings: {}, native: null };
  });
}

/** A domain as a list names it, in capitals or Unicode too. What no config can hold stays as it is: nobody asks for it. */
export function listedDomain(text: string): string {
  const domain = parseDomain(text);
  return domain.ok ? domain.value : text.toLowerCase();
}
