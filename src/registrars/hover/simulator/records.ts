/**
 * Records of a domain: read together, created and changed one at a time, deleted many at once. What excludes what is not
 * documented; refused here is what a client must not count on: a CNAME beside others, and the same record twice.
 */
import { isJson, type Json } from '../../http/fields.ts';
import type { SimulatorResponse } from '../../simulator/simulator.ts';
import { isHeldType, rdataOf } from '../convert.ts';
import { defaultTtlSeconds } from '../record-rules.ts';
import { refused, success } from './answers.ts';
import { documentOf } from './domains.ts';
import { type DomainDocument, isDelegatedHere, replacesDefault, type SimulatedRecord, type World } from './world.ts';

export interface RecordOptions {
  /** PUT is what some clients send, and what one was refused in 2026. */
  readonly updates: 'taken' | 'refused';
}

/** Null: not one of these paths. `path` is below `/api`. */
export function respondRecords(
  world: World,
  method: string,
  path: string,
  input: Json,
  options: RecordOptions,
): SimulatorResponse | null {
  const [, first = '', second = '', third = ''] = path.split('/');
  if (first !== 'control_panel' || second !== 'dns') return null;
  if (third !== '') return method === 'GET' ? list(documentOf(world, `domain-${decodeURIComponent(third)}`)) : null;
  switch (method) {
    case 'POST':
      return create(world, input);
    case 'PUT':
      if (options.updates === 'refused') throw refused('Record could not be updated.');
      return update(world, input);
    case 'DELETE':
      return remove(world, input);
    default:
      return null;
  }
}

function list(document: DomainDocument): SimulatorResponse {
  const { domain, records } = document;
  const dns = records.map(wireRecord);
  const zone = { id: `domain-${domain}`, name: domain, local_nameservers: isDelegatedHere(document), dns };
  return success({ domain: zone, domains: [] });
}

function wireRecord(record: SimulatedRecord): object {
  const { id, name, type, content, ttl, isDefault } = record;
  return { id: `dns${id}`, name, type, content, ttl, is_default: isDefault, can_revert: replacesDefault(record) };
}

function create(world: World, input: Json): SimulatorResponse {
  const document = documentOf(world, input.id);
  const draft = readDraft(isJson(input.dns_record) ? input.dns_record : {});
  const record: SimulatedRecord = { id: document.nextId, ...draft };
  checkCompany(record, document.records);
  world.put({ ...document, records: [...document.records, record], nextId: record.id + 1 });
  return success({ dns_record: wireRecord(record) });
}

/** Content and TTL of one record or several; name and type stay as they are. */
function update(world: World, input: Json): SimulatorResponse {
  const target = isJson(input.domain) ? input.domain : {};
  const document = documentOf(world, target.id);
  const fields = isJson(input.fields) ? input.fields : {};
  const ids = (Array.isArray(target.dns_records) ? target.dns_records : []).map((item) =>
    numberOf(isJson(item) ? item.id : item),
  );
  const changed: SimulatedRecord[] = [];
  const records = document.records.map((record) => {
    if (!ids.includes(record.id)) return record;
    const draft = readDraft({ ...record, ...fields });
    changed.push({ id: record.id, ...draft });
    return { id: record.id, ...draft };
  });
  if (changed.length !== ids.length || ids.length === 0) throw refused('Record not found.');
  for (const record of changed)
    checkCompany(
      record,
      records.filter(({ id }) => id !== record.id),
    );
  world.put({ ...document, records });
  const domain = { id: `domain-${document.domain}`, name: document.domain, dns_records: changed.map(wireRecord) };
  return success({ domain });
}

/** All of them or none (assumed). dns-lexicon sends an empty list where it found nothing; that this is no error is a guess. */
function remove(world: World, input: Json): SimulatorResponse {
  const targets = (Array.isArray(input.domains) ? input.domains : []).map((item) => (isJson(item) ? item : {}));
  const found = targets.map((target) => {
    const document = documentOf(world, target.id);
    const ids = (Array.isArray(target.dns_records) ? target.dns_records : []).map(numberOf);
    const known = ids.every((id) => document.records.some((record) => record.id === id));
    if (!known) throw refused('Record not found.');
    return { document, ids };
  });
  if (found.length === 0) throw refused('Nothing to delete.');
  for (const { document, ids } of found) {
    world.put({ ...document, records: document.records.filter(({ id }) => !ids.includes(id)) });
  }
  const domains = found.map(({ document: { domain }, ids }) => {
    return { id: `domain-${domain}`, name: domain, dns_records: ids.map((id) => `dns${id}`) };
  });
  return success({ domains });
}

/** `dns2010` */
function numberOf(id: unknown): number {
  return Number(/^dns(\d+)$/.exec(String(id))?.[1] ?? Number.NaN);
}

/** A TTL may be a number or its text. The dot at the end of a target goes. */
function readDraft(input: Json): Omit<SimulatedRecord, 'id'> {
  const { type, ttl = defaultTtlSeconds } = input;
  // dns-lexicon sends an empty name for the apex.
  const name = input.name === '' ? '@' : input.name;
  if (typeof type !== 'string' || !isHeldType(type)) throw refused('Type is not included in the list.');
  if (typeof name !== 'string' || !/^(@|\*|(\*\.)?[\w-]+(\.[\w-]+)*)$/.test(name)) throw refused('Name is invalid.');
  if (!/^\d{1,9}$/.test(String(ttl))) throw refused('TTL is invalid.');
  const given = typeof input.content === 'string' ? input.content : '';
  const content = type === 'TXT' ? given : given.trim().replace(/\.$/, '');
  if (content === '' || !rdataOf({ type, content }).ok) throw refused('Content is invalid.');
  return { name, type, content, ttl: Number(ttl), isDefault: false };
}

function checkCompany(record: SimulatedRecord, others: readonly SimulatedRecord[]): void {
  const company = others.filter(({ name }) => name.toLowerCase() === record.name.toLowerCase());
  if (company.some(({ type, content }) => type === record.type && content === record.content)) {
    throw refused('Record already exists.');
  }
  if (company.some(({ type }) => type === 'CNAME' || record.type === 'CNAME')) {
    throw refused('A CNAME cannot stand beside other records of that name.');
  }
}
