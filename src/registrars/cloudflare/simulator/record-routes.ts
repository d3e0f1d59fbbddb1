/** `/zones/{id}/dns_records`: list, read, write, batch, usage. */
import { parseCharacterStrings, quoteSplit } from '../../../schema/dns/character-strings.ts';
import type { SimulatorRequest } from '../../simulator/simulator.ts';
import { bodyOf } from './body.ts';
import type { Input } from './content.ts';
import type { Documents, StoredRecord, ZoneDocument } from './documents.ts';
import { invalidRecord, paged, type Success } from './envelope.ts';
import { RecordBook } from './records.ts';

/** `rest`: what follows `/dns_records/`. Undefined: no such route. */
export function recordRoute(
  request: SimulatorRequest,
  rest: string | undefined,
  zone: ZoneDocument,
  documents: Documents,
  now: string,
): Success | undefined {
  const write = (change: (book: RecordBook) => unknown): Success => {
    const book = new RecordBook(zone, now);
    const result = change(book);
    documents.saveZone(book.finished());
    return { result };
  };
  if (rest === undefined) {
    if (request.method === 'GET') return listRecords(zone, request.query);
    return request.method === 'POST' ? write((book) => book.post(bodyOf(request))) : undefined;
  }
  switch (`${request.method} ${rest}`) {
    case 'POST batch':
      return write((book) => batch(book, bodyOf(request), zone));
    case 'GET usage':
      return { result: { record_quota: zone.plan === 'free' ? 200 : 3500, record_usage: zone.records.length } };
    case `GET ${rest}`:
      return { result: shown(new RecordBook(zone, now).get(rest)) };
    case `PUT ${rest}`:
      return write((book) => book.put(rest, bodyOf(request)));
    case `PATCH ${rest}`:
      return write((book) => book.patch(rest, bodyOf(request)));
    case `DELETE ${rest}`:
      return write((book) => ({ id: book.delete(rest).id }));
    default:
      return undefined;
  }
}

/** `GET /zones/{id}/dns_records/export`: a zone file, not in an envelope. */
export function exported(zone: ZoneDocument): string {
  const lines = zone.records.map((record) => {
    const ttl = record.ttl === 1 ? 300 : record.ttl;
    const { priority, content } = shown(record);
    const isName = ['CNAME', 'MX', 'NS', 'PTR', 'SRV'].includes(record.type) && !content.endsWith('.');
    const before = (record.type === 'MX' || record.type === 'SRV') && priority !== undefined ? `${priority} ` : '';
    const quoted = record.type === 'TXT' && !content.startsWith('"') ? quoteSplit(content) : content;
    return `${record.name}.\t${ttl}\tIN\t${record.type}\t${before}${quoted}${isName ? '.' : ''}`;
  });
  return [`;;`, `;; Domain:     ${zone.name}.`, `;;`, '', ...lines, ''].join('\n');
}

/** In this order, whatever the order in the body; one transaction: the first error undoes all. */
function batch(book: RecordBook, input: Input, zone: ZoneDocument): unknown {
  const list = (key: string): readonly Input[] => (Array.isArray(input[key]) ? (input[key] as Input[]) : []);
  const most = zone.plan === 'free' ? 200 : 3500;
  const operations = ['deletes', 'patches', 'puts', 'posts'].reduce((sum, key) => sum + list(key).length, 0);
  // NOT VERIFIED: which code this has.
  if (operations > most) throw invalidRecord(9207, `A batch has at most ${most} operations.`);
  return {
    deletes: list('deletes').map(({ id }) => book.delete(id)),
    patches: list('patches').map(({ id, ...fields }) => book.patch(id, fields)),
    puts: list('puts').map(({ id, ...fields }) => book.put(id, fields)),
    posts: list('posts').map((fields) => book.post(fields)),
  };
}

/** `name`, `name.exact` and the like, with `match=all` (default) or `any`. */
function listRecords(zone: ZoneDocument, query: URLSearchParams): Success {
  const tests: ((record: StoredRecord) => boolean)[] = [];
  for (const [key, wanted] of query) {
    const [field = '', operator = 'exact'] = key.split('.');
    if (!['type', 'name', 'content', 'proxied', 'comment'].includes(field)) continue;
    tests.push((record) =>
      compare(String(record[field as keyof StoredRecord] ?? ''), operator, wanted, field === 'name'),
    );
  }
  const any = query.get('match') === 'any' && tests.length > 0;
  const found = zone.records.filter((record) =>
    any ? tests.some((test) => test(record)) : tests.every((test) => test(record)),
  );
  return paged(inOrder(found, query).map(shown), query, { perPage: 100, most: 5_000_000 });
}

/** By type, unless something else is asked for. */
function inOrder(records: readonly StoredRecord[], query: URLSearchParams): readonly StoredRecord[] {
  const field = (query.get('order') ?? 'type') as keyof StoredRecord;
  const sign = query.get('direction') === 'desc' ? -1 : 1;
  const key = (record: StoredRecord) => String(record[field] ?? '');
  return [...records].sort((a, b) => (key(a) === key(b) ? 0 : key(a) < key(b) ? -sign : sign));
}

function compare(value: string, operator: string, wanted: string, ignoreCase: boolean): boolean {
  const [a, b] = ignoreCase ? [value.toLowerCase(), wanted.toLowerCase()] : [value, wanted];
  switch (operator) {
    case 'contains':
      return a.includes(b);
    case 'startswith':
      return a.startsWith(b);
    case 'endswith':
      return a.endsWith(b);
    case 'absent':
      return a === '';
    case 'present':
      return a !== '';
    default:
      return a === b;
  }
}

/** As a read answers: long texts in strings of 255 bytes (a write's answer has them in one). */
function shown(record: StoredRecord): StoredRecord {
  if (record.type === 'TXT' && record.content.startsWith('"')) {
    const strings = parseCharacterStrings(record.content);
    return strings.ok ? { ...record, content: strings.value.map((text) => quoteSplit(text)).join(' ') } : record;
  }
  return record;
}
