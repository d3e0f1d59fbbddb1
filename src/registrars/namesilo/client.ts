/** The client of one account. Needs an API key of the main account, which holds for everything in it. */
import type { AccountConfig } from '../../schema/desired.ts';
import type { Transport } from '../http/transport.ts';
import type { WholeClient } from '../registrar.ts';
import { listDomains, listRegistrations, readRegistrations } from '../registrations.ts';
import { createApi } from './api.ts';
import type { NameSiloCall } from './calls.ts';
import { execute } from './execute.ts';
import { registrationSource } from './registrations.ts';
import { readBalance } from './wire.ts';
import { readZone } from './zones.ts';

export function connect(account: AccountConfig, transport: Transport): WholeClient {
  const api = createApi(account, transport);
  const source = registrationSource(api);
  return {
    verify: async () => {
      const place = { operation: 'check credentials', object: 'the account', kind: 'read' } as const;
      await api.call({ ...place, name: 'getAccountBalance', parameters: {} }, readBalance);
    },
    registration: {
      listRegistrations: () => listRegistrations(source),
      readRegistrations: (queries) => readRegistrations(source, queries),
    },
    dns: {
      // Each domain has a zone, whether or not it is delegated to it; the list does not tell which are.
      listZones: async () => [...(await listDomains(source)).keys()],
      readZone: (query) => readZone(api, query),
    },
    execute: (call) => execute(api, call.body as NameSiloCall),
  };
}
