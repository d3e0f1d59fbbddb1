/** One Gandi account: what the contract of `registrar.ts` asks for, put together from the files beside it. */
import type { AccountConfig } from '../../schema/desired.ts';
import { RegistrarError } from '../errors.ts';
import type { Transport } from '../http/transport.ts';
import type { WholeClient } from '../registrar.ts';
import { listDomains, listRegistrations, readRegistrations } from '../registrations.ts';
import { type Api, createApi } from './api.ts';
import type { GandiCall } from './calls.ts';
import { execute } from './execute.ts';
import { registrationSource } from './registrations.ts';
import type { Wait } from './registry-changes.ts';
import { listHostedZones, readZone } from './zones.ts';

/** `wait`: how to let time pass between looks at an asynchronous change; by default, it passes. */
export function createClient(account: AccountConfig, transport: Transport, wait: Wait = sleep): WholeClient {
  const api = createApi(account, transport);
  const source = registrationSource(api, account.name);
  return {
    verify: async () => {
      const query = { page: 1, per_page: 1 };
      await api.read({ path: '/domain/domains', query, operation: 'check credentials', object: account.name });
    },
    registration: {
      listRegistrations: () => listRegistrations(source),
      readRegistrations: (queries) => readRegistrations(source, queries),
    },
    dns: {
      listZones: () => listZones(api, account.name),
      readZone: (query) => readZone(api, query),
    },
    /** The body is what `compile.ts` made, possibly by way of a plan file, which has its own digest. */
    execute: (call) => execute(api, call.body as GandiCall, wait),
  };
}

/** LiveDNS is said to leave out zones that are attached to a domain, so the domains that use it are added. */
async function listZones(api: Api, account: string): Promise<readonly string[]> {
  const [hosted, domains] = await Promise.all([
    listHostedZones(api, account),
    listDomains(registrationSource(api, account)),
  ]);
  const delegated = [...domains].filter(([, item]) => item instanceof RegistrarError || item.dns === 'livedns');
  return [...new Set([...hosted, ...delegated.map(([domain]) => domain)])].sort();
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
