/** Sends one call of a plan, with all its requests. */
import { assertNever } from '../../schema/result.ts';
import { RegistrarError } from '../errors.ts';
import type { HttpResponse } from '../http/transport.ts';
import { type Api, domainPath, recordsPath } from './api.ts';
import type { NamecomCall } from './calls.ts';
import type { WireRow } from './convert.ts';
import { isDuplicate } from './refusal.ts';
import { readDomain, readDs, readRecord } from './wire.ts';

type CallOf<K extends NamecomCall['kind']> = Extract<NamecomCall, { readonly kind: K }>;

/** Throws `RegistrarError`. */
export async function execute(api: Api, call: NamecomCall): Promise<void> {
  switch (call.kind) {
    case 'create':
      return await createRecord(api, call.domain, call.row);
    case 'update':
      return await updateRecord(api, call);
    case 'delete':
      return await deleteRecord(api, call.domain, call.id);
    case 'patch-domain':
      return await patchDomain(api, call);
    case 'nameservers':
      return await setNameservers(api, call);
    case 'dnssec':
      return await changeDs(api, call);
    default:
      return assertNever(call);
  }
}

/** Not repeatable: whether every version refuses a second record that is the same is NOT VERIFIED. */
async function createRecord(api: Api, domain: string, row: WireRow): Promise<void> {
  const answer = await api.write({
    method: 'POST',
    path: recordsPath(domain),
    json: row,
    operation: 'create record',
    object: nameOf(domain, row),
    repeatable: false,
  });
  readRecord(answer.json, domain, answer.fail);
}

/**
 * That a record may change its type is documented ("replaces"), and NOT VERIFIED. Where the type is what is refused,
 * there are two requests instead: to or from a CNAME the old record has to go first, otherwise the new one comes first.
 */
async function updateRecord(api: Api, { domain, id, row, was }: CallOf<'update'>): Promise<void> {
  let isTypeRefused = false;
  const answer = await api.write({
    method: 'PUT',
    path: recordsPath(domain, id),
    json: row,
    operation: 'update record',
    object: nameOf(domain, row),
    repeatable: true,
    expect: ({ status, text }) => {
      isTypeRefused = was !== row.type && status >= 400 && status < 500 && /\btype\b/i.test(text);
      return isTypeRefused;
    },
  });
  if (!isTypeRefused) {
    readRecord(answer.json, domain, answer.fail);
    return;
  }
  const steps = [() => createRecord(api, domain, row), () => deleteRecord(api, domain, id)];
  await inOrder([was, row.type].includes('CNAME') ? steps.reverse() : steps);
}

async function deleteRecord(api: Api, domain: string, id: number): Promise<void> {
  await api.write({
    method: 'DELETE',
    path: recordsPath(domain, id),
    operation: 'delete record',
    object: `${domain}, record ${id}`,
    repeatable: true,
    expect: isGoneAlready,
  });
}

/** The record is, and not the domain. */
function isGoneAlready({ status, text }: HttpResponse): boolean {
  return status === 404 && !/domain/i.test(text);
}

async function patchDomain(api: Api, { domain, fields }: CallOf<'patch-domain'>): Promise<void> {
  const names = Object.keys(fields);
  const others = names.length > 1 ? ' None of what was to change with it was changed either.' : '';
  const answer = await api.write({
    method: 'PATCH',
    path: domainPath(domain),
    json: fields,
    operation: `set ${names.join(', ')}`,
    object: domain,
    repeatable: true,
    advice: `Not every registry has a transfer lock or privacy, and a lock may be held for some time after a registration or transfer: do what Name.com says, or take the setting out of the config.${others}`,
  });
  readDomain(answer.json, answer.fail);
}

async function setNameservers(api: Api, { domain, nameservers }: CallOf<'nameservers'>): Promise<void> {
  const answer = await api.write({
    method: 'POST',
    path: `${domainPath(domain)}:setNameservers`,
    json: { nameservers },
    operation: 'set nameservers',
    object: domain,
    repeatable: true,
    advice:
      'Some registries take nameservers only if they answer for the domain already: let the zone be there first, and check the names.',
  });
  readDomain(answer.json, answer.fail);
}

/** What is there already, or gone already, is as it should be: every step may be sent twice. */
async function changeDs(api: Api, { domain, steps }: CallOf<'dnssec'>): Promise<void> {
  const path = `${domainPath(domain)}/dnssec`;
  await inOrder(
    steps.map((step) => async () => {
      const write = { operation: 'set dnssec', object: domain, repeatable: true } as const;
      if (step.kind === 'drop') {
        const digest = encodeURIComponent(step.digest);
        await api.write({ ...write, method: 'DELETE', path: `${path}/${digest}`, expect: isGoneAlready });
        return;
      }
      const answer = await api.write({ ...write, method: 'POST', path, json: step.ds, expect: isDuplicate, advice });
      if (answer.json !== undefined) readDs(answer.json, answer.fail);
    }),
  );
}

const advice =
  'The registry of this domain has refused the DS record: check its four values against what the DNS host shows, and whether the registry takes DS records at all.';

/** One after the other. Where one fails after another was made, the effect of all is not known. */
async function inOrder(steps: readonly (() => Promise<void>)[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      await step();
    } catch (error) {
      throw index > 0 && error instanceof RegistrarError ? halfDone(error, index, steps.length) : error;
    }
  }
}

function halfDone(error: RegistrarError, done: number, all: number): RegistrarError {
  const { registrar, account, operation, object, code, advice: what } = error;
  const seen = `${done} of ${all} requests were carried out, and the next failed: ${error.seen}`;
  return new RegistrarError({
    registrar,
    account,
    operation,
    object,
    code,
    seen,
    advice: what,
    effect: 'unknown',
    cause: error,
  });
}

function nameOf(domain: string, { host, type }: WireRow): string {
  return `${domain}/${host}/${type}`;
}
