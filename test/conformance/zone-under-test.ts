/**
 * One zone at one registrar's simulator, and what it takes to bring it to a desired state as a run does: read, compare,
 * compile, execute. The comparison is the suite's own, so that the suite does not trust the planner.
 */
import { expect } from 'vitest';
import type { LiveRecordSet, LiveZone } from '../../src/planner/inputs.ts';
import { orderChanges } from '../../src/planner/order.ts';
import type { CallDraft, PlannedRecordSet, RecordSetChange } from '../../src/planner/plan.ts';
import type { DnsClient, DnsHost, RegistrarClient } from '../../src/registrars/registrar.ts';
import { recordSetAddress } from '../../src/schema/dns/address.ts';
import { exclude } from '../../src/schema/dns/coexistence.ts';
import type { RecordSet } from '../../src/schema/dns/record-set.ts';
import { printValues, recordSetKey } from '../../src/schema/dns/record-sets.ts';
import type { Simulated } from '../helpers/simulated.ts';

export interface ZoneUnderTest {
  readonly registrar: DnsHost;
  readonly simulated: Simulated<DnsClient>;
  readonly domain: string;
  /** Whether each call is checked to take exactly as many requests as it says. */
  readonly exactRequests: boolean;
}

/** As the next run reads it: with a client that remembers nothing. */
export function readZone({ simulated, domain }: ZoneUnderTest): Promise<LiveZone> {
  return simulated.reconnect().dns.readZone({ domain, ds: false, nameservers: true });
}

/**
 * Brings the zone to `desired` and takes away `leaving`; then checks that a new reader sees exactly that, that all
 * other sets are as they were, and that doing it again sends nothing. Returns the calls that it took.
 */
export async function converge(
  zone: ZoneUnderTest,
  desired: readonly RecordSet[],
  leaving: readonly RecordSet[] = [],
): Promise<readonly CallDraft[]> {
  const before = await readZone(zone);
  const calls = await apply(zone, desired, leaving);
  const after = await readZone(zone);

  const live = new Map(after.recordSets.map((set) => [recordSetKey(set), set]));
  for (const set of desired) {
    expect(show(live.get(recordSetKey(set))), recordSetKey(set)).toEqual(show(canonical(zone, set)));
  }
  const touched = new Set([...desired, ...leaving].map(recordSetKey));
  const others = ({ recordSets }: LiveZone) => recordSets.filter((set) => !touched.has(recordSetKey(set))).map(show);
  expect(others(after), 'sets that were not to be touched').toEqual(others(before));
  expect(after.unsupported, 'records of unknown types').toEqual(before.unsupported);
  for (const set of leaving) {
    if (!desired.some((wanted) => recordSetKey(wanted) === recordSetKey(set))) {
      expect(live.has(recordSetKey(set)), `${recordSetKey(set)} is gone`).toBe(false);
    }
  }

  expect(changesOf(zone, after, desired, leaving), 'changes after converging').toEqual([]);
  const { writes } = zone.simulated.stats();
  await apply(zone, desired, leaving);
  expect(zone.simulated.stats().writes, 'writes when there is nothing to do').toBe(writes);
  return calls;
}

/** The host's default sets of a new zone that cannot stand beside this one: a plan takes them away. */
export async function defaultsInTheWay(zone: ZoneUnderTest, wanted: RecordSet): Promise<readonly RecordSet[]> {
  const { dns } = zone.registrar.descriptor;
  const { recordSets } = await readZone(zone);
  return recordSets.filter((set) => exclude(set, wanted, zone.domain, dns) && dns.isDefaultRecordSet(set, zone.domain));
}

/** Reads, compiles and executes once. */
export async function apply(
  zone: ZoneUnderTest,
  desired: readonly RecordSet[],
  leaving: readonly RecordSet[] = [],
): Promise<readonly CallDraft[]> {
  const { registrar, simulated, domain } = zone;
  const client = simulated.reconnect();
  const live = await client.dns.readZone({ domain, ds: false, nameservers: true });
  const changes = changesOf(zone, live, desired, leaving);
  const calls = registrar.dns.compileZone({ domain, live, changes });
  const covered = new Set(calls.flatMap((call) => call.covers));
  expect([...covered].sort(), 'addresses that the calls cover').toEqual(changes.map(({ address }) => address).sort());
  for (const call of calls) {
    const sent = requests(simulated);
    // As from a plan file.
    await client.execute(JSON.parse(JSON.stringify(call)) as CallDraft);
    if (zone.exactRequests) expect(requests(simulated) - sent, `requests of ${call.operation}`).toBe(call.requests);
  }
  return calls;
}

export function requests(simulated: Simulated<RegistrarClient>): number {
  const { reads, writes } = simulated.stats();
  return reads + writes;
}

/** The changes that lead from the live zone to the desired sets, in the order of application. */
export function changesOf(
  zone: ZoneUnderTest,
  live: LiveZone,
  desired: readonly RecordSet[],
  leaving: readonly RecordSet[] = [],
): readonly RecordSetChange[] {
  const { dns } = zone.registrar.descriptor;
  const there = new Map(live.recordSets.map((set) => [recordSetKey(set), set]));
  const wanted = new Map(desired.map((set) => [recordSetKey(set), canonical(zone, set)]));
  const changes: RecordSetChange[] = [];
  const add = (action: RecordSetChange['action'], before: LiveRecordSet | null, after: PlannedRecordSet | null) => {
    const { name, type } = (after ?? before) as RecordSet;
    changes.push({ address: recordSetAddress(zone.domain, name, type), action, before, after });
  };
  for (const [key, set] of wanted) {
    const before = there.get(key) ?? null;
    const after: PlannedRecordSet = { ...set, protect: false, source: { file: 'test.yaml', line: 1, column: 1 } };
    if (before === null) add('create', null, after);
    else if (!holds(set, before))
      add(dns.replaceReason?.(before, after) === undefined ? 'update' : 'replace', before, after);
  }
  for (const set of leaving) {
    const before = there.get(recordSetKey(set));
    if (before !== undefined && !wanted.has(recordSetKey(set))) add('delete', before, null);
  }
  return orderChanges(changes);
}

function canonical({ registrar, domain }: ZoneUnderTest, set: RecordSet): RecordSet {
  return registrar.descriptor.dns.canonicalRecordSet(set, domain);
}

/** Whether the live set is as wanted: options that are not named may be anything. */
function holds(wanted: RecordSet, live: LiveRecordSet): boolean {
  if (live.irregular !== undefined || live.ttlSeconds !== wanted.ttlSeconds) return false;
  const sameOptions = Object.entries(wanted.options).every(
    ([key, value]) => JSON.stringify(live.options[key]) === JSON.stringify(value),
  );
  return sameOptions && JSON.stringify(printValues(live)) === JSON.stringify(printValues(wanted));
}

/** What is compared, readable in a failed test. Options only where they are not the host's defaults. */
function show(set: RecordSet | LiveRecordSet | undefined) {
  if (set === undefined) return 'absent';
  const unset = ['false', '""', '[]'];
  const options = Object.entries(set.options).filter(([, value]) => !unset.includes(JSON.stringify(value)));
  return {
    set: recordSetKey(set),
    ttl: set.ttlSeconds,
    values: printValues(set),
    options: Object.fromEntries(options),
    ...('irregular' in set ? { irregular: set.irregular } : {}),
  };
}
