/**
 * What others have in the zone: several types, at names of their own and of ours, one set of two TTLs, and a row of a
 * type that we do not know. `put`: how record sets come there by the API.
 */
import type { RecordSetChange } from '../../../src/planner/plan.ts';
import type { WholeClient, WholeRegistrar } from '../../../src/registrars/registrar.ts';
import { recordSetAddress } from '../../../src/schema/dns/address.ts';
import type { RecordType } from '../../../src/schema/dns/rdata.ts';
import { recordSet } from '../samples.ts';
import type { NewRow } from './stored-zone.ts';

export const foreignRows: readonly NewRow[] = [
  { name: 'blog', address: '203.0.113.1', ttlSeconds: 3600 },
  { name: 'blog', address: '203.0.113.2', ttlSeconds: 3600 },
  { name: 'mixed', address: '203.0.113.3', ttlSeconds: 3600 },
  { name: 'mixed', address: '203.0.113.4', ttlSeconds: 7200 },
  { name: 'old', address: '203.0.113.5', ttlSeconds: 3600 },
];

const sets: readonly (readonly [name: string, type: RecordType, value: string])[] = [
  ['mail', 'TXT', 'v=spf1 -all'],
  ['lists', 'MX', '20 mx.example.org.'],
  ['shelf', 'CNAME', 'shelf.example.org.'],
  ['@', 'TXT', 'site-verification=0123456789'],
];

export async function placeForeignSets(registrar: WholeRegistrar, client: WholeClient, domain: string): Promise<void> {
  const live = await client.dns.readZone({ domain, ds: false, nameservers: false });
  const there = new Map(live.recordSets.map((set) => [recordSetAddress(domain, set.name, set.type), set]));
  const changes = sets.map(([name, type, value]): RecordSetChange => {
    const set = recordSet(domain, name, type, [value], 3600);
    const address = recordSetAddress(domain, set.name, type);
    const before = there.get(address) ?? null;
    const after = { ...set, protect: false, source: { file: 'by hand', line: 1, column: 1 } };
    return { address, action: before === null ? 'create' : 'update', before, after };
  });
  for (const call of registrar.dns.compileZone({ domain, live, changes })) await client.execute(call);
}
