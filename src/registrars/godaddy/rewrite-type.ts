/**
 * The write of all records of one type. It takes everybody's records along and the API knows no condition, so the type is
 * read just before, and nothing is written unless it is what the plan was made from. What stays goes back as it was read.
 */
import { relativeName } from '../../schema/dns/name.ts';
import { inDoubt } from '../errors.ts';
import { type Api, recordsPath } from './api.ts';
import type { TypeRewrite } from './calls.ts';
import { contentsOf, digestOf, without } from './contents.ts';
import { deleteSet } from './delete-set.ts';
import { isNothing, liveZone, ownerOfRow } from './live-zone.ts';
import { readRows } from './rows.ts';
import type { AnsweredRow } from './wire.ts';

/** Before each further read: what was written a moment ago may not show yet (acme.sh reads again for the same reason). */
export const staleWaitsMs: readonly number[] = [1000, 2000, 4000];

/** Throws `RegistrarError`: `conflict` without effect where the records have changed; in doubt where one of two writes was made. */
export async function rewriteType(api: Api, call: TypeRewrite): Promise<void> {
  const { domain, type, names } = call;
  const found = await readUntil(api, call, (rows) => {
    const contents = contentsOf(liveZone(domain, rows), type);
    const kept = without(contents, names);
    return digestOf(kept) === call.kept && digestOf(without(contents, [...kept.keys()])) === call.before;
  });
  if (found === undefined) throw changedSincePlan(api, call);
  const leaving = found.filter((row) => names.includes(ownerOfRow(row, domain).name));
  const staying = found.filter((row) => !leaving.includes(row)).map(({ raw }) => raw);
  const [survivor] = leaving;
  if (staying.length > 0 || call.rows.length > 0) await putType(api, call, [...staying, ...call.rows]);
  else if (survivor !== undefined) await empty(api, call, leaving, survivor);
}

/**
 * An empty list is ignored (dns-lexicon's provider): one set stays, and goes by a deletion. Then it is the only one of its
 * type, so that it does not matter what else the name in the path might mean.
 */
async function empty(
  api: Api,
  call: TypeRewrite,
  leaving: readonly AnsweredRow[],
  survivor: AnsweredRow,
): Promise<void> {
  const { domain, type } = call;
  const alone = leaving.every((row) => ownerOfRow(row, domain).name === ownerOfRow(survivor, domain).name);
  if (!alone) await putType(api, call, [survivor.raw]);
  try {
    if (type === 'SRV') await deleteService(api, call, survivor);
    else await deleteSet(api, { domain, type, name: survivor.name });
  } catch (error) {
    throw alone ? error : inDoubt(error);
  }
}

/** Not repeated blindly: after an answer that was lost, it would undo what somebody else wrote in between. */
async function putType(api: Api, { domain, type }: TypeRewrite, rows: readonly object[]): Promise<void> {
  const path = recordsPath(domain, type);
  const request = { path, operation: 'write records', object: `${domain}/${type}`, busy: 'wait' } as const;
  await api.write({ ...request, method: 'PUT', json: rows, repeatable: false, once: true });
}

/**
 * Whether the path takes the name alone or with service and protocol is NOT VERIFIED, and what is not there is no error:
 * so it is read whether it is gone, and else the other name is tried.
 */
async function deleteService(api: Api, call: TypeRewrite, survivor: AnsweredRow): Promise<void> {
  const { domain, type } = call;
  const names = new Set([survivor.name, relativeName(ownerOfRow(survivor, domain).name, domain)]);
  for (const [index, name] of [...names].entries()) {
    await deleteSet(api, { domain, type, name }).catch((error) => {
      throw index > 0 ? inDoubt(error) : error;
    });
    const isGone = await readUntil(api, call, (rows) => rows.length === 0).catch((error) => {
      throw inDoubt(error);
    });
    if (isGone !== undefined) return;
  }
  throw api.error({
    operation: 'delete records',
    object: `${domain}/${type}`,
    code: 'rejected',
    seen: 'GoDaddy has accepted the deletion, but still shows the records',
    advice: "Delete them on GoDaddy's website, and plan again.",
    effect: 'unknown',
  });
}

/** The rows of the type, once they are as expected; undefined where they do not come to be so. */
async function readUntil(
  api: Api,
  { domain, type }: TypeRewrite,
  isExpected: (rows: readonly AnsweredRow[]) => boolean,
): Promise<readonly AnsweredRow[] | undefined> {
  for (let attempt = 0; ; attempt++) {
    const rows = (await readRows(api, domain, type)).filter((row) => row.type === type && !isNothing(row));
    if (isExpected(rows)) return rows;
    const ms = staleWaitsMs[attempt];
    if (ms === undefined) return undefined;
    await api.wait(ms);
  }
}

function changedSincePlan(api: Api, { domain, type }: TypeRewrite) {
  return api.error({
    operation: 'write records',
    object: `${domain}/${type}`,
    code: 'conflict',
    seen: `the ${type} records are not what the plan was made from: somebody else has changed them`,
    advice: 'Plan again to see what has changed.',
    effect: 'none',
  });
}
