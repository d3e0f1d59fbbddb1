/** The writes of records, one request each. Throw `RegistrarError`. */
import { printRdata } from '../../schema/dns/record-types.ts';
import { answerError } from '../http/answers.ts';
import { type Answer, type Api, recordsPath } from './api.ts';
import type { CallOf } from './calls.ts';
import { rdataOf, type WireRow } from './convert.ts';
import { inOrder } from './in-order.ts';
import { type Advice, isGoneAlready } from './refusal.ts';
import { readRecord, type WireRecord } from './wire.ts';

/** Not repeatable: whether every version refuses a second record that is the same is NOT VERIFIED. */
export async function createRecord(api: Api, domain: string, row: WireRow): Promise<void> {
  const answer = await api.write({
    method: 'POST',
    path: recordsPath(domain),
    json: row,
    operation: 'create record',
    object: nameOf(domain, row),
    repeatable: false,
    advice: aboutRecords,
  });
  checkStored(api, domain, row, answer);
}

/**
 * That a record may change its type is documented ("replaces"), and NOT VERIFIED. Where the type is what is refused,
 * there are two requests instead: to or from a CNAME the old record has to go first, otherwise the new one comes first.
 */
export async function updateRecord(api: Api, { domain, id, row, was }: CallOf<'update'>): Promise<void> {
  let isTypeRefused = false;
  const answer = await api.write({
    method: 'PUT',
    path: recordsPath(domain, id),
    json: row,
    operation: 'update record',
    object: nameOf(domain, row),
    repeatable: false,
    advice: aboutRecords,
    expect: ({ status, text, inDoubt }) => {
      isTypeRefused =
        inDoubt !== true && was !== row.type && [400, 409, 422].includes(status) && /\btype\b/i.test(text);
      return isTypeRefused;
    },
  });
  if (!isTypeRefused) {
    checkStored(api, domain, row, answer);
    return;
  }
  const steps = [() => createRecord(api, domain, row), () => deleteRecord(api, domain, id)];
  await inOrder([was, row.type].includes('CNAME') ? steps.reverse() : steps);
}

/**
 * The answer to a write is the record as it is stored. A longest TTL, and what becomes of unusual texts, is not documented:
 * a value that was changed without a word would be changed back by every run from then on.
 */
function checkStored(api: Api, domain: string, row: WireRow, { json, fail }: Answer): void {
  const stored = readRecord(json, domain, fail);
  if (stored.ttl === row.ttl && sameData(stored, row)) return;
  const seen = `it was stored as ${stored.type} with TTL ${stored.ttl}: ${JSON.stringify(stored.answer)}`;
  const error = { code: 'rejected', seen, advice: 'Write in the config what Name.com makes of it.' } as const;
  const context = api.contextOf({ operation: 'write record', object: nameOf(domain, row), kind: 'write' });
  throw answerError({ ...error, effectKnown: false }, context);
}

function sameData(stored: WireRecord, row: WireRow): boolean {
  const a = rdataOf(stored);
  const b = rdataOf({ ...row, priority: row.priority ?? null });
  return a.ok && b.ok && printRdata(a.value) === printRdata(b.value);
}

export async function deleteRecord(api: Api, domain: string, id: number): Promise<void> {
  await api.write({
    method: 'DELETE',
    path: recordsPath(domain, id),
    operation: 'delete record',
    object: `${domain}, record ${id}`,
    repeatable: false,
    advice: aboutRecords,
    expect: isGoneAlready,
  });
}

const aboutRecords: Advice = {
  forbidden:
    'Name.com changes records only of domains that are delegated to it and have not expired: look at the nameservers and the expiry of this domain. Where both are right, look at https://www.name.com/account/settings/api for what the token may do.',
};

function nameOf(domain: string, { host, type }: WireRow): string {
  return `${domain}/${host}/${type}`;
}
