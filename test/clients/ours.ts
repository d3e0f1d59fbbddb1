/** A zone by our own client: what it reads, and what it writes. */
import { orderChanges } from '../../src/planner/order.ts';
import type { PlannedRecordSet } from '../../src/planner/plan.ts';
import { recordSetAddress } from '../../src/schema/dns/address.ts';
import { parseFqdn } from '../../src/schema/dns/name.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../src/schema/dns/record-set.ts';
import { makeRecordSet, printValues, recordSetKey } from '../../src/schema/dns/record-sets.ts';
import { parseRdata } from '../../src/schema/dns/record-types.ts';
import { absoluteTarget } from '../../src/schema/dns/targets.ts';
import type { Result } from '../../src/schema/result.ts';
import type { SandboxAccount } from './sandbox.ts';

/** One line for each record set, sorted; records of unknown types and what is irregular included. */
export async function zoneLines({ client, domain }: SandboxAccount): Promise<readonly string[]> {
  const zone = await client.dns.readZone({ domain, ds: false, nameservers: false });
  const sets = zone.recordSets.map(
    (set) => `${lineOf(set)}${set.irregular === undefined ? '' : ` (${set.irregular})`}`,
  );
  return [...sets, ...zone.unsupported.map(({ name, type, text }) => `${name} ${type} ${text}`)].sort();
}

/** A set from zone-file texts; `name` and targets are absolute, with or without a final dot. */
export function recordSet(type: RecordType, name: string, ttlSeconds: number, texts: readonly string[]): RecordSet {
  const values = texts.map((text) => resultOf(parseRdata(type, text, absoluteTarget)));
  return makeRecordSet({ name: resultOf(parseFqdn(name)), type, ttlSeconds, values });
}

/** The line that a set has. */
export function lineOf(set: RecordSet): string {
  return [set.name, set.type, set.ttlSeconds, ...printValues(set)].join(' ');
}

/** Makes the set, or changes it. */
export async function writeSet(account: SandboxAccount, set: RecordSet): Promise<void> {
  const wanted = account.registrar.descriptor.dns.canonicalRecordSet(set, account.domain);
  await bring(account, set, { ...wanted, protect: false, source: { file: 'domains.yaml', line: 1, column: 1 } });
}

export async function deleteSet(account: SandboxAccount, name: string, type: RecordType): Promise<void> {
  await bring(account, { name: resultOf(parseFqdn(name)), type }, null);
}

async function bring(
  { registrar, client, domain }: SandboxAccount,
  key: Pick<RecordSet, 'name' | 'type'>,
  after: PlannedRecordSet | null,
): Promise<void> {
  const live = await client.dns.readZone({ domain, ds: false, nameservers: false });
  const before = live.recordSets.find((each) => recordSetKey(each) === recordSetKey(key)) ?? null;
  if (before === null && after === null) return;
  const action = before === null ? 'create' : after === null ? 'delete' : 'update';
  const address = recordSetAddress(domain, key.name, key.type);
  const changes = orderChanges([{ address, action, before, after }]);
  for (const call of registrar.dns.compileZone({ domain, live, changes })) await client.execute(call);
}

function resultOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}
