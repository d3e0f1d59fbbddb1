/** `/domains/{domain}/records`: one row for each value; what the API makes of a host and an answer, and what it refuses. */
import { isIPv4, isIPv6 } from 'node:net';
import type { SimulatorRequest } from '../../simulator/simulator.ts';
import { badValue, invalid, notFound, paged, Refused, type Success, type Version } from './answers.ts';
import { bodyOf, type Input } from './body.ts';
import { type Documents, type DomainDocument, isDelegatedHere, type StoredRecord } from './documents.ts';

const types = ['A', 'AAAA', 'ANAME', 'CNAME', 'MX', 'NS', 'SRV', 'TXT'];
const minTtl = 300;

/** `rest`: what follows `/records`. Undefined: no such route. */
export function recordRoute(
  request: SimulatorRequest,
  rest: string,
  domain: DomainDocument,
  { version, documents }: { readonly version: Version; readonly documents: Documents },
): Success | undefined {
  const { method, query, path } = request;
  const save = (records: readonly StoredRecord[], nextId = domain.nextId) =>
    documents.save({ ...domain, records, nextId });
  const others = (id: number) => domain.records.filter((record) => record.id !== id);

  if (rest === '') {
    if (method === 'GET') {
      // The older version shows none: 0 in 37 recordings of dns-lexicon with 299 rows (2026-11-30); Core: NOT VERIFIED.
      const own = version === 'v4' ? [] : apexNs(domain);
      const shown = [...own, ...domain.records].map((record) => show(record, domain, version));
      return paged('records', shown, query, { version, perPage: version === 'core' ? 500 : 1000, path });
    }
    if (method !== 'POST') return undefined;
    const input = bodyOf(request, version);
    refuseElsewhere(domain);
    const record = readRecord(input, domain.nextId, version);
    refuseRivals(record, domain.records, 'create', version);
    save([...domain.records, record], domain.nextId + 1);
    return { body: show(record, domain, version) };
  }
  const id = Number(/^\/(\d+)$/.exec(rest)?.[1] ?? Number.NaN);
  if (Number.isNaN(id)) return undefined;
  const before = [...apexNs(domain), ...domain.records].find((record) => record.id === id);
  switch (method) {
    case 'GET':
      if (before === undefined) throw notFound;
      return { body: show(before, domain, version) };
    case 'PUT': {
      const input = bodyOf(request, version);
      refuseElsewhere(domain);
      if (before === undefined) throw notFound;
      refuseApexNs(before, domain, version);
      // The older version takes a part of the fields and keeps the rest (recorded by dns-lexicon); the newer one does not.
      const record = readRecord(version === 'v4' ? { ...before, ...input } : input, id, version);
      refuseRivals(record, others(id), 'update', version);
      save(domain.records.map((other) => (other.id === id ? record : other)));
      return { body: show(record, domain, version) };
    }
    case 'DELETE':
      refuseElsewhere(domain);
      if (before === undefined) throw notFound;
      refuseApexNs(before, domain, version);
      save(others(id));
      return { status: 204 };
    default:
      return undefined;
  }
}

/** Made from the nameservers of the domain; in the list, and not to be written. */
function apexNs({ nameservers, nextId }: DomainDocument): readonly StoredRecord[] {
  const base = Math.floor(nextId / 10_000) * 10_000 - 100;
  return nameservers.map((answer, index) => ({ id: base + index, host: '', type: 'NS', answer, ttl: minTtl }));
}

/** NOT VERIFIED: which words this is refused with. */
function refuseApexNs(record: StoredRecord, domain: DomainDocument, version: Version): void {
  if (apexNs(domain).some(({ id }) => id === record.id)) throw badValue(version, 'Invalid Host');
}

/** Documented for changes and deletions; for creations NOT VERIFIED. */
function refuseElsewhere(domain: DomainDocument): void {
  if (isDelegatedHere(domain)) return;
  throw new Refused(403, 'Permission denied', 'The authoritative nameserver for the request domain is not name.com.');
}

function show(record: StoredRecord, { domainName }: DomainDocument, version: Version) {
  const { id, host, type, answer, ttl, priority } = record;
  const fqdn = host === '' ? `${domainName}.` : `${host}.${domainName}.`;
  const priorityShown = priority === undefined || (version === 'v4' && priority === 0) ? {} : { priority };
  return { id, domainName, host, fqdn, type, answer, ttl, ...priorityShown };
}

function readRecord(input: Input, id: number, version: Version): StoredRecord {
  for (const key of ['type', 'host', 'answer'] as const) {
    if (version === 'core' && input[key] == null) throw invalid(version, `'${key}' can't be null`);
  }
  const { type } = input;
  if (typeof type !== 'string' || !types.includes(type)) {
    const list = types.map((name) => `'${name}'`).join(', ');
    throw invalid(version, `Invalid value '${String(type)}' for 'type', must be one of ${list}.`);
  }
  const host = readHost(input.host, version);
  if (type === 'NS' && host === '') throw badValue(version, 'Invalid Host');
  const hasPriority = type === 'MX' || type === 'SRV';
  // Required by the documents, and not by the API (dns-lexicon).
  const priority = hasPriority && input.priority != null ? readNumber(input.priority, 'priority', version) : undefined;
  const ttl = input.ttl == null ? minTtl : readNumber(input.ttl, 'ttl', version);
  // NOT VERIFIED: whether less is refused or raised.
  if (ttl < minTtl) throw badValue(version, 'Invalid TTL');
  const answer = readAnswer(type, input.answer, version);
  return { id, host, type, answer, ttl, ...(priority === undefined ? {} : { priority }) };
}

function readHost(given: unknown, version: Version): string {
  const host = given == null || given === '@' ? '' : String(given).toLowerCase().replace(/\.$/, '');
  if (
    host === '' ||
    /^(\*|[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/.test(host)
  )
    return host;
  throw badValue(version, 'Invalid Host');
}

/** Numbers as texts are taken, too (acme.sh sends its TTL so). */
function readNumber(given: unknown, key: string, version: Version): number {
  const value = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : given;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw invalid(version, `'${key}' must be a number`);
}

function readAnswer(type: string, given: unknown, version: Version): string {
  if (typeof given !== 'string' || given === '') throw invalid(version, "'answer' can't be null");
  switch (type) {
    case 'A':
      if (!isIPv4(given)) throw badValue(version, 'Invalid IPv4 Address');
      return given;
    case 'AAAA':
      if (!isIPv6(given)) throw badValue(version, 'Invalid IPv6 Address');
      return given;
    case 'TXT':
      return readText(given, version);
    case 'SRV': {
      const [, weight, port, target] = /^(\d+) (\d+) (\S+)$/.exec(given) ?? [];
      if (target === undefined || target === '.') throw badValue(version, 'Invalid Srv Format');
      return `${weight} ${port} ${readTarget(target, version)}`;
    }
    default:
      return readTarget(given, version);
  }
}

/** Kept as it is, but for a blank at the end (dnscontrol's audit of this provider). */
function readText(given: string, version: Version): string {
  const quotedLength = given.length + 2 + 3 * (Math.ceil(given.length / 255) - 1);
  if (given.includes('"') || quotedLength > 512) throw badValue(version, 'Invalid Answer');
  return given.trimEnd();
}

/** Shown without its trailing dot. */
function readTarget(given: string, version: Version): string {
  const name = given.replace(/\.$/, '');
  if (/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(name)) return name;
  throw badValue(version, 'Invalid Answer');
}

function refuseRivals(
  record: StoredRecord,
  others: readonly StoredRecord[],
  action: 'create' | 'update',
  version: Version,
): void {
  // Which words these have is NOT VERIFIED.
  if (record.type === 'CNAME' && record.host === '') throw badValue(version, 'Invalid Host');
  const sameHost = others.filter(({ host }) => host === record.host);
  for (const other of sameHost) {
    if (other.type === record.type && other.answer === record.answer) throw duplicate(action, version);
    if (other.type === 'CNAME' || record.type === 'CNAME')
      throw badValue(version, 'Cname Conflicts With Other Records');
  }
}

/** Recorded by dns-lexicon for the older version; for the newer one a test server that copies answers, and its changelog. */
function duplicate(action: 'create' | 'update', version: Version): Refused {
  if (version === 'v4') return badValue(version, 'Duplicate Record');
  if (action === 'create') return badValue(version, 'Record already exists');
  return new Refused(409, 'Object already exists.', 'Cannot create multiple objects under same key.');
}
