/** `dns/*`: records one by one, and by name and type. */
import type { SimulatorResponse } from '../../simulator/simulator.ts';
import { phpMap, refused, success } from './answers.ts';
import { checkCompany, type Draft, readDraft, sameData, unable } from './record-rules.ts';
import { type Exchange, type Route, read, write } from './routing.ts';
import type { DomainDocument, Ds, SimulatedRecord } from './world.ts';
import { ownNameservers } from './world.ts';

/** `showApexNs`: NS rows of the apex among the records, as all recordings of 2024 have them. */
export function recordRoutes(showApexNs: boolean): readonly Route[] {
  const shown = (document: DomainDocument) => [
    ...document.records.map((record) => wireRecord(document, record)),
    ...(showApexNs ? apexNs(document) : []),
  ];
  const answer = (records: readonly object[]) => success({ cloudflare: 'enabled', records });
  return [
    // A record that is gone is an empty list, not an error (icco/terraform-provider-porkbun).
    read('dns/retrieve/:domain/[:id]', (exchange) => {
      const document = exchange.domain();
      const id = exchange.param('id');
      return answer(id === '' ? shown(document) : pick(document, (record) => String(record.id) === id));
    }),
    read('dns/retrieveByNameType/:domain/:type/[:subdomain]', (exchange) =>
      answer(pick(exchange.domain(), matches(exchange))),
    ),
    write('dns/create/:domain', create),
    write('dns/edit/:domain/[:id]', edit),
    write('dns/editByNameType/:domain/:type/[:subdomain]', editSet),
    write('dns/delete/:domain/[:id]', remove),
    write('dns/deleteByNameType/:domain/:type/[:subdomain]', removeSet),
    read('dns/getDnssecRecords/:domain', (exchange) =>
      success({ records: phpMap(Object.fromEntries(exchange.domain().ds.map((ds) => [ds.keyTag, ds]))) }),
    ),
    write('dns/createDnssecRecord/:domain', createDs),
    write('dns/deleteDnssecRecord/:domain/:keyTag', removeDs),
  ];
}

/** As read: the name in full, numbers as texts (recorded by dns-lexicon). */
function wireRecord({ domain }: DomainDocument, record: SimulatedRecord): object {
  const { id, name, type, content, ttl, prio, notes } = record;
  const fqdn = name === '' ? domain : `${name}.${domain}`;
  return { id: String(id), name: fqdn, type, content, ttl: String(ttl), prio: String(prio), notes };
}

function apexNs({ domain }: DomainDocument): readonly object[] {
  return ownNameservers.map((content, index) => {
    return { id: String(index + 1), name: domain, type: 'NS', content, ttl: '86400', prio: null, notes: null };
  });
}

function pick(document: DomainDocument, chosen: (record: SimulatedRecord) => boolean): readonly object[] {
  return document.records.filter(chosen).map((record) => wireRecord(document, record));
}

/** Without a subdomain: the apex. */
function matches({ param }: Exchange): (record: SimulatedRecord) => boolean {
  const type = param('type').toUpperCase();
  const name = param('subdomain').toLowerCase();
  return (record) => record.type === type && record.name === name;
}

/** The id is a number here, and a text everywhere else (recorded by dns-lexicon). */
function create(exchange: Exchange): SimulatorResponse {
  const document = exchange.domain();
  const draft = readDraft(exchange.input, 'Create');
  checkCompany(draft, document.records, 'Create');
  const id = document.nextId;
  exchange.put({ ...document, records: [...document.records, { id, ...draft }], nextId: id + 1 });
  return success({ id });
}

/** An edit that changes nothing is refused (kyswtn/terraform-provider-porkbun). */
function edit(exchange: Exchange): SimulatorResponse {
  const document = exchange.domain();
  const old = found(exchange, document);
  const draft = readDraft(exchange.input, 'Edit', old);
  if (sameData(draft, old) && draft.ttl === old.ttl && draft.notes === old.notes) throw unable('Edit');
  checkCompany(
    draft,
    document.records.filter(({ id }) => id !== old.id),
    'Edit',
  );
  exchange.put({ ...document, records: replace(document, (record) => (record.id === old.id ? draft : null)) });
  return success();
}

/** The same content on every match. */
function editSet(exchange: Exchange): SimulatorResponse {
  const document = exchange.domain();
  const chosen = matches(exchange);
  const sample = document.records.find(chosen);
  if (sample === undefined) throw unable('Edit');
  const draft = readDraft({ name: sample.name, ...exchange.input, type: sample.type }, 'Edit', sample);
  exchange.put({ ...document, records: replace(document, (record) => (chosen(record) ? draft : null)) });
  return success();
}

function remove(exchange: Exchange): SimulatorResponse {
  const document = exchange.domain();
  const { id } = found(exchange, document);
  exchange.put({ ...document, records: document.records.filter((record) => record.id !== id) });
  return success();
}

function removeSet(exchange: Exchange): SimulatorResponse {
  const document = exchange.domain();
  const chosen = matches(exchange);
  exchange.put({ ...document, records: document.records.filter((record) => !chosen(record)) });
  return success();
}

function found({ param }: Exchange, document: DomainDocument): SimulatedRecord {
  if (param('id') === '') throw refused('You need to pass an ID.');
  const record = document.records.find(({ id }) => String(id) === param('id'));
  if (record === undefined) throw refused('Invalid record ID.', 'INVALID_RECORD_ID');
  return record;
}

function replace(document: DomainDocument, by: (record: SimulatedRecord) => Draft | null): readonly SimulatedRecord[] {
  return document.records.map((record) => ({ id: record.id, ...(by(record) ?? record) }));
}

function createDs(exchange: Exchange): SimulatorResponse {
  const document = exchange.domain();
  const { keyTag, alg, digestType, digest } = exchange.input;
  // Numbers are taken, too: pkb_client 2.3.1 sends them (2026-11-30).
  const asText = (value: unknown) => (typeof value === 'number' ? String(value) : value);
  const ds = { keyTag: asText(keyTag), alg: asText(alg), digestType: asText(digestType), digest };
  const complete = Object.values(ds).every((value) => typeof value === 'string' && /^[0-9a-f]+$/i.test(value));
  // Made up: no client has recorded one.
  if (!complete) throw refused('Invalid DNSSEC record.', 'INVALID_DNSSEC_RECORD');
  const others = document.ds.filter((other) => other.keyTag !== ds.keyTag);
  exchange.put({ ...document, ds: [...others, ds as Ds] });
  return success();
}

function removeDs(exchange: Exchange): SimulatorResponse {
  const document = exchange.domain();
  const keyTag = exchange.param('keyTag');
  exchange.put({ ...document, ds: document.ds.filter((ds) => ds.keyTag !== keyTag) });
  return success();
}
