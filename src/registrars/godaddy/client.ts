/** One GoDaddy account: what the contract of `registrar.ts` asks for, put together from the files beside it. */
import type { AccountConfig } from '../../schema/desired.ts';
import type { Transport } from '../http/transport.ts';
import type { WholeClient } from '../registrar.ts';
import { listRegistrations, readRegistrations } from '../registrations.ts';
import { createApi } from './api.ts';
import type { GoDaddyCall } from './calls.ts';
import { execute } from './execute.ts';
import { isGoDaddyNameserver } from './host.ts';
import { liveZone } from './live-zone.ts';
import { registrationSource } from './registrations.ts';
import { readRows } from './rows.ts';

/** `wait`: how to let time pass between looks at a change that is not made yet; by default, it passes. */
export function connect(account: AccountConfig, transport: Transport, wait = sleep): WholeClient {
  const api = createApi(account, transport, wait);
  const source = registrationSource(api, account.name);
  return {
    verify: async () => {
      await api.read({ path: '/domains', query: { limit: 1 }, operation: 'check credentials', object: account.name });
    },
    registration: {
      listRegistrations: () => listRegistrations(source),
      readRegistrations: (queries) => readRegistrations(source, queries),
    },
    dns: {
      /** Zones of domains that are registered elsewhere are in no list. */
      listZones: async () =>
        (await listRegistrations(source))
          .filter(({ settings }) => settings.nameservers?.some(isGoDaddyNameserver) === true)
          .map(({ domain }) => domain),
      /** The DS set of a zone that GoDaddy signs is not told. */
      readZone: async ({ domain }) => liveZone(domain, await readRows(api, domain)),
    },
    /** The body is what `compile.ts` made, possibly by way of a plan file, which has its own digest. */
    execute: (call) => execute(api, call.body as GoDaddyCall),
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
