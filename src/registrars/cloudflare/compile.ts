/** Changes become calls: one batch for a zone, up to the limit of its plan; one PATCH per registration. Pure. */
import type { CallDraft, RecordSetChange, SettingChange, ZoneChange } from '../../planner/plan.ts';
import { zoneAddress } from '../../schema/dns/address.ts';
import { type Batch, batchLimit, type CallBody, type NativeZone } from './calls.ts';
import { type Operation, operationsOf } from './record-changes.ts';
import { freePlanProblem } from './record-rules.ts';

export function compileCreateZone(domain: string): CallDraft {
  const body: CallBody = { kind: 'create-zone', domain };
  return { operation: 'POST zones', domain, covers: [zoneAddress(domain)], requests: 1, body };
}

export function compileZone({ domain, live, changes }: ZoneChange): readonly CallDraft[] {
  const native = live.native as NativeZone | null;
  // A new zone is on the Free plan.
  const limit = native?.batchLimit ?? batchLimit(null);
  const refused = native === null || native.free ? refusedOnFree(domain, changes) : [];
  const held = new Set(refused.flatMap(({ covers }) => covers));
  const sent = batches(
    domain,
    changes.filter(({ address }) => !held.has(address)),
    limit,
  ).map((operations): CallDraft => {
    const bodies = (kind: Operation['kind']) => operations.filter((one) => one.kind === kind).map(({ body }) => body);
    const body: Batch = {
      kind: 'batch',
      domain,
      zoneId: native?.zoneId ?? null,
      deletes: bodies('delete'),
      patches: bodies('patch'),
      posts: bodies('post'),
    };
    const covers = [...new Set(operations.map(({ address }) => address))];
    return { operation, domain, covers, requests: 1, body };
  });
  return [...refused, ...sent];
}

const operation = 'POST dns_records/batch';

/** What the plan of the zone does not hold, with the other changes of its name: what it is to replace stays until then. */
function refusedOnFree(domain: string, changes: readonly RecordSetChange[]): readonly CallDraft[] {
  return changes.flatMap(({ address, after }): readonly CallDraft[] => {
    const problem = after === null ? undefined : freePlanProblem(after);
    if (after === null || problem === undefined) return [];
    const others = changes.filter((one) => one.address !== address && (one.after ?? one.before)?.name === after.name);
    const covers = [address, ...others.map((one) => one.address)];
    return [
      { operation, domain, covers, requests: 0, body: null, refused: `${problem.message}. ${problem.suggestion}.` },
    ];
  });
}

/**
 * All operations at one owner name go into one batch, so that a name is never left half changed; names without
 * additions go first, so that a zone at its quota has room for what comes. Each batch is filled with the first names
 * that fit. Only a name with more operations than a batch takes is spread over several.
 */
function batches(
  domain: string,
  changes: readonly RecordSetChange[],
  limit: number,
): readonly (readonly Operation[])[] {
  const byName = new Map<string, Operation[]>();
  for (const operation of operationsOf(domain, changes)) {
    const group = byName.get(operation.name);
    if (group === undefined) byName.set(operation.name, [operation]);
    else group.push(operation);
  }
  const groups = [...byName.values()].map(inOrder);
  const adds = (group: readonly Operation[]) => group.some(({ kind }) => kind === 'post');
  const ordered = [...groups.filter((group) => !adds(group)), ...groups.filter(adds)];
  const filled: Operation[][] = [];
  for (const group of ordered.flatMap((one) => slices(one, limit))) {
    const batch = filled.find((open) => open.length + group.length <= limit);
    if (batch === undefined) filled.push([...group]);
    else batch.push(...group);
  }
  return filled;
}

/** As the API carries them out. A DS comes after the NS that it needs, and leaves before it. */
function inOrder(group: readonly Operation[]): readonly Operation[] {
  const of = (kind: Operation['kind']) => group.filter((one) => one.kind === kind);
  const isDs = ({ address }: Operation) => address.endsWith('/DS');
  const [deletes, posts] = [of('delete'), of('post')];
  return [
    ...deletes.filter(isDs),
    ...deletes.filter((one) => !isDs(one)),
    ...of('patch'),
    ...posts.filter((one) => !isDs(one)),
    ...posts.filter(isDs),
  ];
}

function slices(group: readonly Operation[], limit: number): readonly (readonly Operation[])[] {
  const count = Math.ceil(group.length / limit);
  return Array.from({ length: count }, (_, index) => group.slice(index * limit, (index + 1) * limit));
}

/** Only auto-renew can be written, one domain at a time (API reference, Registrar: PATCH registrations). */
export function compileSettings(changes: readonly SettingChange[]): readonly CallDraft[] {
  return changes.map(({ address, domain, field, after }) => {
    if (field !== 'auto_renew') throw new Error(`Cloudflare cannot write ${field}`);
    const body: CallBody = { kind: 'auto-renew', domain, autoRenew: after };
    return { operation: 'PATCH registrar/registrations', domain, covers: [address], requests: 1, body };
  });
}
