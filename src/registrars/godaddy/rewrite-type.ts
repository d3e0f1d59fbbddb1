/**
 * The write of all records of one type. It takes everybody's records along and the API knows no condition, so the type is
 * read just before, and everything that is not this call's goes back as it was read.
 */

import { type Api, inDoubt, recordsPath } from './api.ts';
import type { TypeRewrite } from './calls.ts';
import { isNothing, isParked, ownerName } from './convert.ts';
import { deleteSet } from './delete-set.ts';
import { readRows } from './rows.ts';
import type { AnsweredRow, Row } from './wire.ts';

/** Throws `RegistrarError`; in doubt where one of several writes was made. */
export async function rewriteType(api: Api, call: TypeRewrite): Promise<void> {
  const { domain, type, names } = call;
  const found = (await readRows(api, domain, type)).filter((row) => row.type === type && !isNothing(row));
  const leaving = found.filter((row) => names.includes(ownerName(row, domain)));
  const kept = found.filter((row) => !leaving.includes(row));
  if (kept.some(isParked)) throw parkedMeanwhile(api, call);
  const rows: readonly (Row | AnsweredRow['raw'])[] = [...kept.map(({ raw }) => raw), ...call.rows];
  if (rows.length > 0) return await putType(api, call, rows);
  const [survivor] = leaving;
  if (survivor !== undefined) await empty(api, call, leaving, survivor);
}

/**
 * An empty list is ignored (dns-lexicon's provider): one record stays, and goes by a deletion. Then it is the only one
 * of its type, so that it does not matter what else the name in the path might mean.
 */
async function empty(
  api: Api,
  call: TypeRewrite,
  leaving: readonly AnsweredRow[],
  survivor: AnsweredRow,
): Promise<void> {
  const { domain, type } = call;
  const alone = leaving.every((row) => ownerName(row, domain) === ownerName(survivor, domain));
  if (!alone) await putType(api, call, [survivor.raw]);
  try {
    await deleteSet(api, { domain, type, name: survivor.name });
    if (type === 'SRV') await confirmGone(api, call);
  } catch (error) {
    throw alone ? error : inDoubt(error);
  }
}

/** Not repeated blindly: after an answer that was lost, it would undo what somebody else wrote in between. */
async function putType(api: Api, { domain, type }: TypeRewrite, rows: readonly object[]): Promise<void> {
  const path = recordsPath(domain, type);
  const request = { path, operation: 'write records', object: `${domain}/${type}`, busy: 'wait' } as const;
  await api.write({ ...request, method: 'PUT', json: rows, repeatable: false });
}

/** That a deletion takes the name without service and protocol is NOT VERIFIED. */
async function confirmGone(api: Api, { domain, type }: TypeRewrite): Promise<void> {
  const left = await readRows(api, domain, type).catch((error) => {
    throw inDoubt(error);
  });
  if (left.length === 0) return;
  throw api.error({
    operation: 'delete records',
    object: `${domain}/${type}`,
    code: 'rejected',
    seen: `the deletion was accepted, but ${left.length} record is still there`,
    advice: "Delete it on GoDaddy's website, and report this: the API may want another name for it.",
    effect: 'unknown',
  });
}

function parkedMeanwhile(api: Api, { domain, type }: TypeRewrite) {
  return api.error({
    operation: 'write records',
    object: `${domain}/${type}`,
    code: 'conflict',
    seen: "GoDaddy's parking page came to the apex after the plan was made",
    advice: 'Plan again to see what has changed.',
    effect: 'none',
  });
}
