/** A zone as our own client reads it: one line for each record set, sorted. */
import { parseFqdn } from '../../src/schema/dns/name.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../src/schema/dns/record-set.ts';
import { makeRecordSet, printValues } from '../../src/schema/dns/record-sets.ts';
import { parseRdata } from '../../src/schema/dns/record-types.ts';
import { absoluteTarget } from '../../src/schema/dns/targets.ts';
import type { Result } from '../../src/schema/result.ts';
import type { SandboxAccount } from './sandbox.ts';

/** Records of unknown types and what is irregular included. */
export async function zoneLines({ client, domain }: SandboxAccount): Promise<readonly string[]> {
  const zone = await client.readZone({ domain, ds: false, nameservers: false });
  const sets = zone.recordSets.map(
    (set) => `${lineOf(set)}${set.irregular === undefined ? '' : ` (${set.irregular})`}`,
  );
  return [...sets, ...zone.unsupported.map(({ name, type, text }) => `${name} ${type} ${text}`)].sort();
}

/** The line that a set has; `name` and targets in `texts` are absolute, with or without a final dot. */
export function expectedLine(type: RecordType, name: string, ttlSeconds: number, texts: readonly string[]): string {
  const values = texts.map((text) => resultOf(parseRdata(type, text, absoluteTarget)));
  return lineOf(makeRecordSet({ name: resultOf(parseFqdn(name)), type, ttlSeconds, values }));
}

function lineOf(set: RecordSet): string {
  return [set.name, set.type, set.ttlSeconds, ...printValues(set)].join(' ');
}

function resultOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}
