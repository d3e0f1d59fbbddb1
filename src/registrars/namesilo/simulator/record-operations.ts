/**
 * Records. An id is made of what the record says, as dns-lexicon's recordings suggest: a record with another TTL has
 * another id, and the id of what was changed is dead.
 */
import { createHash } from 'node:crypto';
import { type Element, leaves, Refusal, type Success } from './answers.ts';
import type { SimulatedDomain, SimulatedRecord } from './domains.ts';
import type { OperationContext, Parameters, SimulatedOperation } from './operations.ts';
import { checkCompany, checkHost, checkValue } from './record-rules.ts';

export const recordOperations: Readonly<Record<string, SimulatedOperation>> = {
  dnsListRecords: { write: false, run: list },
  dnsAddRecord: { write: true, run: add },
  dnsUpdateRecord: { write: true, run: update },
  dnsDeleteRecord: { write: true, run: remove },
};

/** 32 hexadecimal digits. */
export function recordId(domain: string, { type, host, value, ttl, distance }: SimulatedRecord): string {
  const text = JSON.stringify([domain, type, host, value, ttl, distance]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function list({ domains, parameters, hosts }: OperationContext): Success {
  const domain = domains.get(parameters.need('domain'));
  const content = domain.records.map((record): Element => {
    const { type, value, ttl, distance } = record;
    const full = record.host === '' ? domain.domain : `${record.host}.${domain.domain}`;
    const host = hosts === 'full' ? full : record.host;
    const fields = { record_id: recordId(domain.domain, record), type, host, value, ttl, distance };
    return { name: 'resource_record', content: leaves(fields) };
  });
  return { content };
}

function add({ domains, parameters }: OperationContext): Success {
  const domain = domains.get(parameters.need('domain'));
  const type = parameters.need('rrtype').toUpperCase();
  const record = readRecord(domain, type, parameters);
  checkCompany(record, domain.records);
  return save(domains, domain, [...domain.records, record], record);
}

/** The type stays; everything else is what is sent. */
function update({ domains, parameters }: OperationContext): Success {
  const { domain, old } = find(domains.get(parameters.need('domain')), parameters);
  const record = readRecord(domain, old.type, parameters);
  const others = domain.records.filter((other) => other !== old);
  checkCompany(record, others);
  const records = domain.records.map((other) => (other === old ? record : other));
  return save(domains, domain, records, record);
}

function remove({ domains, parameters }: OperationContext): Success {
  const { domain, old } = find(domains.get(parameters.need('domain')), parameters);
  domains.save({ ...domain, records: domain.records.filter((other) => other !== old) });
  return {};
}

function save(
  domains: OperationContext['domains'],
  domain: SimulatedDomain,
  records: readonly SimulatedRecord[],
  record: SimulatedRecord,
): Success {
  domains.save({ ...domain, records });
  return { content: leaves({ record_id: recordId(domain.domain, record) }) };
}

/** The detail text is NOT VERIFIED. */
function find(domain: SimulatedDomain, parameters: Parameters) {
  const id = parameters.need('rrid');
  const old = domain.records.find((record) => recordId(domain.domain, record) === id);
  if (old === undefined) throw new Refusal('280', 'could not find the specified resource record');
  return { domain, old };
}

function readRecord({ domain }: SimulatedDomain, type: string, parameters: Parameters): SimulatedRecord {
  const given = parameters.given('rrhost').trim().toLowerCase();
  const host = given === '@' ? '' : given;
  const value = parameters.need('rrvalue');
  checkHost(host, domain);
  checkValue(type, value);
  const distance = type === 'MX' || type === 'SRV' ? readDistance(parameters.get('rrdistance'), type) : 0;
  return { type, host, value, ttl: readTtl(parameters.get('rrttl')), distance };
}

/** Too small ones are stored as the smallest, without a word (dns-lexicon's recordings); too large ones likewise, chosen. */
function readTtl(text: string): number {
  if (text === '') return 7207;
  if (!/^\d+$/.test(text)) throw new Refusal('280', 'could not add resource record: invalid TTL');
  return Math.min(Math.max(Number(text), 3600), 2_592_000);
}

function readDistance(text: string, type: string): number {
  if (text === '') return type === 'MX' ? 10 : 0;
  if (!/^\d{1,5}$/.test(text)) throw new Refusal('280', 'could not add resource record: invalid distance');
  return Number(text);
}
