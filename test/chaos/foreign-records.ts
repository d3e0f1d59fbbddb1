/** Records that somebody else makes in our zones, with the same API and another tool. */
import type { RecordSetChange } from '../../src/planner/plan.ts';
import type { Desired } from '../../src/schema/desired.ts';
import { recordSetAddress } from '../../src/schema/dns/address.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import { recordSet, twoTtls } from '../conformance/samples.ts';
import { registrars } from '../helpers/halves.ts';
import { foreignMark } from './convergence.ts';
import { clientOf, openClients, type StandingSandbox } from './standing-sandbox.ts';

/** Beside ours, at names of their own and at names of ours. */
const sets: readonly { name: string; type: RecordType; values: readonly string[] }[] = [
  { name: foreignMark, type: 'A', values: ['203.0.113.1', '203.0.113.2', '203.0.113.3'] },
  { name: foreignMark, type: 'TXT', values: ['left alone', `${foreignMark} either`] },
  { name: `mail.${foreignMark}`, type: 'MX', values: [`10 mx.${foreignMark}.example.net.`] },
  { name: 'many', type: 'TXT', values: [`${foreignMark}=1`] },
];

/** In every zone that is there. */
export async function placeForeignRecords(sandbox: StandingSandbox, desired: Desired): Promise<void> {
  const clients = openClients(desired.accounts, sandbox.endpoints);
  await Promise.all(
    desired.domains.map(async ({ domain, dns }) => {
      if (dns === undefined) return;
      const account = desired.accounts.find(({ name }) => name === dns);
      const registrar = registrars.get(account?.registrar ?? '');
      if (registrar === undefined) throw new Error(`no registrar at ${dns}`);
      const { dns: capabilities } = registrar.descriptor;
      const [ttl] = twoTtls(capabilities);
      const client = clientOf(clients, dns);
      const live = await client.dns.readZone({ domain, ds: false, nameservers: false });
      const changes = sets
        .map(({ name, type, values }) => recordSet(domain, name, type, values, ttl))
        .filter((set) => capabilities.types[set.type].access === 'write')
        .filter((set) => capabilities.checkRecordSet(set, domain).length === 0)
        .map((set): RecordSetChange => {
          const source = { file: 'another tool', line: 1, column: 1 };
          const address = recordSetAddress(domain, set.name, set.type);
          return { address, action: 'create', before: null, after: { ...set, protect: false, source } };
        });
      for (const call of registrar.dns.compileZone({ domain, live, changes })) await client.execute(call);
    }),
  );
}
