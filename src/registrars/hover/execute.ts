/** Sends one call of a plan, with all its requests. */
import { printRdata } from '../../schema/dns/record-types.ts';
import { assertNever } from '../../schema/result.ts';
import { inDoubt, RegistrarError } from '../errors.ts';
import { type AnswerContext, answerError } from '../http/answers.ts';
import { relativeOwner } from '../rows.ts';
import type { Api } from './api.ts';
import type { CallBody, RecordFields } from './calls.ts';
import { rdataOf } from './convert.ts';
import { listDomains } from './registrations.ts';
import { readDeletedIds, readRecord, type WireRecord } from './wire.ts';

type CallOf<K extends CallBody['kind']> = Extract<CallBody, { readonly kind: K }>;

/** How long a deleted record may still be in the way of the one that follows it (bttnns/hover-dns). */
const settleMs = 5000;

/** `object`: what messages call it. Throws `RegistrarError`. */
export async function execute(api: Api, body: CallBody, object: string): Promise<void> {
  switch (body.kind) {
    case 'create':
      return await createRecord(api, body.domain, body.record, object);
    case 'delete':
      return await deleteRecords(api, body.domain, body.ids, object);
    case 'rewrite':
      return await rewriteRecords(api, body, object);
    case 'setting':
      return await writeSetting(api, body);
    default:
      return assertNever(body);
  }
}

/**
 * What Hover makes of a TTL or a text that it does not take is not known, but it answers with what it stores. A record
 * that is not stored as it was sent is taken back: then nothing has changed, and the error says what was stored.
 */
async function createRecord(api: Api, domain: string, record: RecordFields, object: string): Promise<void> {
  const { json, fail, context } = await api.write({
    operation: 'create record',
    object,
    method: 'POST',
    path: '/control_panel/dns',
    json: { id: panelId(domain), dns_record: record },
    repeatable: false,
  });
  const stored = readRecord(json.dns_record, fail);
  const difference = differenceOf(domain, record, stored);
  if (difference === null) return;
  try {
    await deleteRecords(api, domain, [stored.id], object);
  } catch {
    throw notAsSent(difference, 'It is there as it was stored: plan again to see it.', false, context);
  }
  throw notAsSent(difference, 'It was taken back: correct the config to what Hover takes.', true, context);
}

/** Null: stored as sent; a dot at the end of a target, letter case and the form of an address make no difference. */
function differenceOf(domain: string, sent: RecordFields, stored: WireRecord): string | null {
  const sameName = relativeOwner(stored.name, domain).name === relativeOwner(sent.name, domain).name;
  if (stored.type !== sent.type || !sameName)
    return `${stored.name} ${stored.type} instead of ${sent.name} ${sent.type}`;
  if (String(stored.ttlSeconds) !== sent.ttl) return `TTL ${stored.ttlSeconds} instead of ${sent.ttl}`;
  const { type } = sent;
  const print = ({ content }: { readonly content: string }) => {
    const rdata = rdataOf({ type, content });
    return rdata.ok ? printRdata(rdata.value) : content;
  };
  return print(sent) === print(stored)
    ? null
    : `${JSON.stringify(stored.content)} instead of ${JSON.stringify(sent.content)}`;
}

function notAsSent(difference: string, what: string, effectKnown: boolean, context: AnswerContext): RegistrarError {
  const seen = `Hover stored the record otherwise than it was sent: ${difference}`;
  return answerError({ code: 'rejected', seen, advice: what, effectKnown }, context);
}

/** The answer names what it has deleted. Refused: an id is gone already, perhaps, and others went: read, do not guess. */
async function deleteRecords(api: Api, domain: string, ids: readonly string[], object: string): Promise<void> {
  const { json, fail } = await api
    .write({
      operation: 'delete records',
      object,
      method: 'DELETE',
      path: '/control_panel/dns',
      json: { domains: [{ id: panelId(domain), dns_records: ids }] },
      repeatable: false,
    })
    .catch((error: unknown) => {
      throw error instanceof RegistrarError && error.code === 'rejected' ? inDoubt(error) : error;
    });
  const deleted = readDeletedIds(json, fail) ?? ids;
  const left = ids.filter((id) => !deleted.includes(id));
  if (left.length > 0) throw fail(`${left.length} of ${ids.length} records are not among those that were deleted`);
}

/**
 * Deletes, then creates. A creation that is refused is tried again after a while, as the deleted record may still be in
 * the way; then what was deleted is put back, so that the name keeps what it had.
 */
async function rewriteRecords(api: Api, body: CallOf<'rewrite'>, object: string): Promise<void> {
  const { domain, leaving, coming } = body;
  const ids = leaving.map(({ id }) => id);
  await deleteRecords(api, domain, ids, object);
  for (const [index, record] of coming.entries()) {
    try {
      await createPatiently(api, domain, record, object);
    } catch (error) {
      if (index > 0 || !(error instanceof RegistrarError) || error.effect === 'unknown') throw inDoubt(error);
      for (const { record: former } of leaving) {
        await createPatiently(api, domain, former, object).catch((): never => {
          const lost = 'What was there before is deleted and could not be put back: plan again at once.';
          throw error.with({ advice: `${lost} ${error.advice}`, effect: 'unknown' });
        });
      }
      throw error;
    }
  }
}

async function createPatiently(api: Api, domain: string, record: RecordFields, object: string): Promise<void> {
  try {
    await createRecord(api, domain, record, object);
  } catch (error) {
    if (!(error instanceof RegistrarError) || error.effect === 'unknown') throw error;
    await api.clock.wait(settleMs);
    await createRecord(api, domain, record, object);
  }
}

async function writeSetting(api: Api, { domain, field, value }: CallOf<'setting'>): Promise<void> {
  const { context } = await api.write({
    operation: `set ${field}`,
    object: domain,
    method: 'PUT',
    path: `/control_panel/domains/${encodeURIComponent(panelId(domain))}`,
    json: { field, value },
    repeatable: true,
  });
  if (field !== 'autorenew' || value !== true) return;
  // Clients have been seen to switch it off only; a domain that is believed to renew and does not is lost.
  const item = await listDomains(api).then(
    (list) => list.get(domain),
    (error: unknown) => {
      throw inDoubt(error);
    },
  );
  if (item !== undefined && !(item instanceof RegistrarError) && item.registration.settings.auto_renew === true) return;
  throw answerError(
    {
      code: 'unexpected-response',
      seen: 'Hover has accepted it, but does not show auto-renew as on',
      advice: `Switch it on at https://www.hover.com/control_panel/domain/${domain}, and plan again.`,
      effectKnown: false,
    },
    context,
  );
}

/** The form of a domain's id in paths and bodies of writes. */
function panelId(domain: string): string {
  return `domain-${domain}`;
}
