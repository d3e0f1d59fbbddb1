/**
 * One record added, updated or deleted. Code 280 may mean that the work is done (a record that is there already, an id
 * that is dead because the update gave another), that somebody else was faster, or a real refusal: the zone tells which.
 */
import { answerError } from '../http/answers.ts';
import { type Api, ApiRefusal, codeOnly, type Operation } from './api.ts';
import type { RecordWrite } from './calls.ts';
import { type Row, type StoredRow, sameRow } from './convert.ts';
import { inDoubt } from './in-doubt.ts';
import { seenOf } from './refusal.ts';
import { readStoredRows } from './zones.ts';

/** Throws `RegistrarError`. */
export async function writeRecord(api: Api, write: RecordWrite): Promise<void> {
  const request = requestOf(write);
  const answer = await api.ask(request, codeOnly);
  if (!(answer instanceof ApiRefusal)) return;
  if (answer.reply.code !== '280') throw api.refused(answer, request);
  const state = compare(write, await inDoubt(readStoredRows(api, write.domain)));
  if (state === 'done') return;
  if (state === 'refused') throw api.refused(answer, request);
  const error = {
    code: 'conflict',
    seen: seenOf(answer.reply),
    advice: 'The zone is not as it was when this was planned: plan again to see what is live.',
    effectKnown: false,
  } as const;
  throw answerError(error, api.context(request));
}

function requestOf(write: RecordWrite): Operation {
  const { domain } = write;
  const row = write.kind === 'delete' ? write.before : write.row;
  const place = { kind: 'write', object: `${domain}/${row.host === '' ? '@' : row.host}/${row.type}` } as const;
  switch (write.kind) {
    case 'add':
      return {
        ...place,
        name: 'dnsAddRecord',
        parameters: { domain, rrtype: row.type, ...rowParameters(row) },
        operation: 'add a record',
      };
    case 'update':
      return {
        ...place,
        name: 'dnsUpdateRecord',
        // All of the row, since what is left out may be reset.
        parameters: { domain, rrid: write.before.id, ...rowParameters(row) },
        operation: 'update a record',
      };
    case 'delete':
      return {
        ...place,
        name: 'dnsDeleteRecord',
        parameters: { domain, rrid: write.before.id },
        operation: 'delete a record',
      };
  }
}

function rowParameters({ type, host, value, distance, ttlSeconds }: Row): Operation['parameters'] {
  const withDistance = type === 'MX' || type === 'SRV';
  return { rrhost: host, rrvalue: value, ...(withDistance && { rrdistance: distance }), rrttl: ttlSeconds };
}

/** What a refusal means, by the zone as it is now. */
function compare(write: RecordWrite, rows: readonly StoredRow[]): 'done' | 'refused' | 'changed' {
  const { domain } = write;
  const has = (wanted: Row) => rows.some((row) => sameRow(row, wanted, domain));
  const hasVariant = (wanted: Row) => rows.some((row) => isVariant(row, wanted, domain));
  if (write.kind === 'add') {
    if (has(write.row)) return 'done';
    return hasVariant(write.row) ? 'changed' : 'refused';
  }
  if (rows.some(({ id }) => id === write.before.id)) return 'refused';
  // Somebody else may have given it another TTL, and with that another id.
  const isLeft = hasVariant(write.before);
  if (write.kind === 'delete') return isLeft ? 'changed' : 'done';
  const staysItself = isVariant(write.before, write.row, domain);
  return has(write.row) && (staysItself || !isLeft) ? 'done' : 'changed';
}

/** Whether the rows differ in TTL or preference at most: the API knows a record by type, host and value. */
function isVariant(row: Row, { ttlSeconds, distance, ...rest }: Row, domain: string): boolean {
  return sameRow({ ...row, ttlSeconds, distance }, { ...rest, ttlSeconds, distance }, domain);
}
