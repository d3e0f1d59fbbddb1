/**
 * The write of a whole zone. It takes everybody's records along and the API knows no condition (no ETag), so the zone is
 * read just before, and nothing is written unless it is what the plan was made from, apart from the plan's own changes.
 */
import { inDoubt, RegistrarError } from '../errors.ts';
import type { Api } from './api.ts';
import type { ZoneRewrite } from './calls.ts';
import { digestOf, type StoredSet, storedSetKey, storedSetText } from './stored-set.ts';
import { readZoneSets, recordsPath } from './zones.ts';

/** Sends of the write, each after a look at what the one before has done. */
const attempts = 3;

/**
 * Throws `RegistrarError`: `conflict` without effect where the zone has changed since the plan was made.
 * Not repeated blindly: after an answer that was lost, the zone is read, and written again only where all that is not ours
 * to change is there still, and nothing else but what was there before or what we sent.
 */
export async function rewriteZone(api: Api, call: ZoneRewrite): Promise<void> {
  const found = await readExisting(api, call.domain);
  const kept = keptSets(found, call);
  if (kept === undefined) throw changedSincePlan(api, call.domain, 'none');
  const wanted = [...kept, ...call.after];
  if (digestOf(found) === digestOf(wanted)) return;
  const known = new Set([...found, ...wanted].map(storedSetText));
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeZone(api, call.domain, wanted);
    } catch (error) {
      if (!(error instanceof RegistrarError) || error.effect === 'none' || attempt === attempts)
        throw attempt > 1 ? inDoubt(error) : error;
    }
    const now = await readExisting(api, call.domain).catch((error) => {
      throw inDoubt(error);
    });
    if (digestOf(now) === digestOf(wanted)) return;
    const isOurs = now.every((set) => known.has(storedSetText(set))) && otherSets(now, call) !== undefined;
    if (!isOurs) throw changedSincePlan(api, call.domain, 'unknown');
  }
}

/** The sets that stay, or undefined where the zone is not what the plan was made from. */
function keptSets(found: readonly StoredSet[], call: ZoneRewrite): readonly StoredSet[] | undefined {
  const kept = otherSets(found, call);
  if (kept === undefined) return undefined;
  const ours = keysOfChanges(call);
  const before = new Map(call.before.map((set) => [storedSetKey(set), storedSetText(set)]));
  const after = new Map(call.after.map((set) => [storedSetKey(set), storedSetText(set)]));
  const now = new Map(found.map((set) => [storedSetKey(set), storedSetText(set)]));
  const expected = [...ours].every((key) => now.get(key) === before.get(key) || now.get(key) === after.get(key));
  return expected ? kept : undefined;
}

/** The sets that the call does not change, or undefined where they are not those of the plan. */
function otherSets(found: readonly StoredSet[], call: ZoneRewrite): readonly StoredSet[] | undefined {
  const ours = keysOfChanges(call);
  const others = found.filter((set) => !ours.has(storedSetKey(set)));
  return digestOf(others) === call.kept ? others : undefined;
}

function keysOfChanges({ before, after }: ZoneRewrite): ReadonlySet<string> {
  return new Set([...before, ...after].map(storedSetKey));
}

async function readExisting(api: Api, domain: string): Promise<readonly StoredSet[]> {
  const sets = await readZoneSets(api, domain);
  if (sets !== null) return sets;
  throw api.error({
    operation: 'write zone',
    object: domain,
    code: 'not-found',
    seen: 'the zone is gone from LiveDNS',
    advice: 'Plan again: the plan will create it.',
    effect: 'none',
  });
}

async function writeZone(api: Api, domain: string, sets: readonly StoredSet[]): Promise<void> {
  const request = { path: recordsPath(domain), operation: 'write zone', object: domain, repeatable: false, once: true };
  if (sets.length === 0) await api.write({ ...request, method: 'DELETE' });
  else await api.write({ ...request, method: 'PUT', json: { items: sets.map(wireSet) } });
}

/** A set in the API's words, for bodies that name several. */
export function wireSet({ name, ...set }: StoredSet): object {
  return { rrset_name: name, rrset_type: set.type, ...wireData(set) };
}

/** The TTL is always sent: without one, LiveDNS sets it back to its default (recorded by dns-lexicon). */
export function wireData({ ttlSeconds, values }: Pick<StoredSet, 'ttlSeconds' | 'values'>): object {
  return { rrset_ttl: ttlSeconds, rrset_values: values };
}

function changedSincePlan(api: Api, domain: string, effect: 'none' | 'unknown'): RegistrarError {
  return api.error({
    operation: 'write zone',
    object: domain,
    code: 'conflict',
    seen: 'the zone is not what the plan was made from: somebody else has changed it',
    advice: 'Plan again to see what has changed.',
    effect,
  });
}
