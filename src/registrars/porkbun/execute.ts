/** Sends one call of a plan, with all its requests. */
import { assertNever } from '../../schema/result.ts';
import { inDoubt, RegistrarError } from '../errors.ts';
import { answerError } from '../http/answers.ts';
import type { Api, Purpose } from './api.ts';
import type { CallBody, DnssecStep, RecordFields } from './calls.ts';
import { bare } from './convert.ts';
import { meaningOf, seenOf } from './refusal.ts';
import { readDelegation } from './registrations.ts';
import { readResults, type WireRefusal } from './wire.ts';

type CallOf<K extends CallBody['kind']> = Extract<CallBody, { readonly kind: K }>;

/** `object`: what messages call it. `wait` between looks at a change that the registry makes later. Throws `RegistrarError`. */
export async function execute(
  api: Api,
  body: CallBody,
  object: string,
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  switch (body.kind) {
    case 'create':
      return await createRecord(api, body.domain, body.record, object);
    case 'edit':
      return await editRecord(api, body, object);
    case 'swap':
      return await swapRecord(api, body, object);
    case 'delete':
      return await deleteRecord(api, body.domain, body.id, object);
    case 'delete-set': {
      const path = ['dns', 'deleteByNameType', body.domain, body.type, body.name];
      await api.overwrite(pathOf(path), { operation: 'delete records', object }, {});
      return;
    }
    case 'auto-renew':
      return await setAutoRenew(api, body);
    case 'nameservers':
      return await setNameservers(api, body, wait);
    case 'dnssec':
      return await setDnssec(api, body);
    default:
      return assertNever(body);
  }
}

async function createRecord(api: Api, domain: string, record: RecordFields, object: string): Promise<void> {
  await api.write(pathOf(['dns', 'create', domain]), { operation: 'create record', object }, { ...record });
}

async function editRecord(
  api: Api,
  { domain, id, record }: Pick<CallOf<'edit'>, 'domain' | 'id' | 'record'>,
  object: string,
): Promise<void> {
  await api.overwrite(pathOf(['dns', 'edit', domain, id]), { operation: 'edit record', object }, { ...record });
}

/** A record that is gone already is as it should be (Porkbun-MCP; that it answers so, NOT VERIFIED). */
async function deleteRecord(api: Api, domain: string, id: string, object: string): Promise<void> {
  const purpose: Purpose = { operation: 'delete record', object };
  try {
    await api.overwrite(pathOf(['dns', 'delete', domain, id]), purpose, {});
  } catch (error) {
    if (!(error instanceof RegistrarError) || !/\b(INVALID_RECORD_ID|RECORD_NOT_FOUND)\b/.test(error.seen)) throw error;
  }
}

/**
 * An edit with another type. The documents have the field, and Porkbun-MCP offers it; that it works is NOT VERIFIED. So
 * where it is refused, the record is deleted and the other created; if that fails too, the old one is put back.
 */
async function swapRecord(api: Api, { domain, id, before, record }: CallOf<'swap'>, object: string): Promise<void> {
  try {
    return await editRecord(api, { domain, id, record }, object);
  } catch (error) {
    const refused = error instanceof RegistrarError && ['rejected', 'conflict'].includes(error.code);
    if (!refused) throw error;
  }
  // The refusal may leave open what is live.
  await deleteRecord(api, domain, id, object).catch((error) => {
    throw inDoubt(error);
  });
  try {
    await createRecord(api, domain, record, object);
  } catch (error) {
    await createRecord(api, domain, before, object).catch(() => undefined);
    throw inDoubt(error);
  }
}

/** The domain of the path and those of the body are one list (API documents): all in one request. */
async function setAutoRenew(api: Api, { enabled, domains }: CallOf<'auto-renew'>): Promise<void> {
  const [first, ...others] = domains;
  if (first === undefined) return;
  const object = others.length === 0 ? first : `${domains.length} domains`;
  const { json, fail, context } = await api.write(
    pathOf(['domain', 'updateAutoRenew', first]),
    { operation: 'set auto_renew', object },
    { status: enabled ? 'on' : 'off', ...(others.length === 0 ? {} : { domains: others }) },
  );
  const results = readResults(json, fail);
  const missing: WireRefusal = { code: null, message: 'no result', action: null, hint: null };
  const refused = domains.flatMap((domain) => {
    const result = results.has(domain) ? (results.get(domain) ?? null) : missing;
    return result === null ? [] : [{ domain, result }];
  });
  const [worst] = refused;
  if (worst === undefined) return;
  const { code, advice } = meaningOf(worst.result, 200);
  const seen = refused.map(({ domain, result }) => `${domain}: ${seenOf(result)}`).join('; ');
  const effectKnown = refused.length === domains.length && refused.every(({ result }) => result !== missing);
  throw answerError({ code, seen, advice, effectKnown }, context);
}

/** Before each look; together about two minutes. How long the registry takes is not documented. */
export const looksAfterMs: readonly number[] = [0, 1000, 2000, 5000, 10_000, 20_000, 30_000, 50_000];

/** Resolves when a read shows the new nameservers: how soon the registry does is NOT VERIFIED. */
async function setNameservers(
  api: Api,
  { domain, nameservers }: CallOf<'nameservers'>,
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  const purpose: Purpose = { operation: 'set nameservers', object: domain };
  const { context } = await api.write(pathOf(['domain', 'updateNs', domain]), purpose, { ns: nameservers.map(bare) });
  const wanted = [...nameservers].sort().join();
  for (const ms of looksAfterMs) {
    await wait(ms);
    const seen = await readDelegation(api, domain).catch((error: unknown) => {
      throw inDoubt(error);
    });
    if (seen.join() === wanted) return;
  }
  const error = {
    code: 'unavailable',
    seen: 'Porkbun has accepted the nameservers, but still shows the former ones',
    advice: 'The registry may take some hours: plan again later, and look at the domain on porkbun.com.',
    effectKnown: false,
  } as const;
  throw answerError(error, context);
}

async function setDnssec(api: Api, { domain, steps }: CallOf<'dnssec'>): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      await sendStep(api, domain, step);
    } catch (error) {
      throw index === 0 ? error : inDoubt(error);
    }
  }
}

async function sendStep(api: Api, domain: string, step: DnssecStep): Promise<void> {
  if (step.kind === 'delete') {
    const path = pathOf(['dns', 'deleteDnssecRecord', domain, String(step.keyTag)]);
    await api.write(path, { operation: 'delete DS', object: domain }, {});
    return;
  }
  const { keyTag, algorithm, digestType, digest } = step.ds;
  const path = pathOf(['dns', 'createDnssecRecord', domain]);
  const json = { keyTag: String(keyTag), alg: String(algorithm), digestType: String(digestType), digest };
  await api.write(path, { operation: 'create DS', object: domain }, json);
}

function pathOf(parts: readonly string[]): string {
  return parts.map((part) => `/${encodeURIComponent(part)}`).join('');
}
