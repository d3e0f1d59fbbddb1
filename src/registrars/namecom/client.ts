/** One Name.com account: what the contract of `registrar.ts` asks for, put together from the files beside it. */
import type { LiveZone } from '../../planner/inputs.ts';
import type { AccountConfig } from '../../schema/desired.ts';
import type { Transport } from '../http/transport.ts';
import { maxZoneRecords, readAllPages } from '../paging.ts';
import type { WholeClient } from '../registrar.ts';
import { listRegistrations, readRegistrations } from '../registrations.ts';
import { type Api, createApi, paging, recordsPath } from './api.ts';
import type { NamecomCall } from './calls.ts';
import { execute } from './execute.ts';
import { liveZone, unreachableZone } from './live-zone.ts';
import { isOwnNameserver } from './nameservers.ts';
import { NotDelegated } from './refusal.ts';
import { registrationSource } from './registrations.ts';
import { readHello, readRecord } from './wire.ts';

/** `now`: the time in milliseconds, by which a domain counts as expired. */
export function connect(account: AccountConfig, transport: Transport, now = Date.now): WholeClient {
  const api = createApi(account, transport);
  const source = registrationSource(api, now);
  return {
    verify: async () => {
      const { json, fail } = await api.read({
        path: '/hello',
        operation: 'check credentials',
        object: account.name,
      });
      readHello(json, fail);
    },
    registration: {
      listRegistrations: () => listRegistrations(source),
      readRegistrations: (queries) => readRegistrations(source, queries),
    },
    dns: {
      /** Every domain has records here; they answer for those that are delegated to Name.com. */
      listZones: async () =>
        (await listRegistrations(source))
          .filter(({ settings }) => settings.nameservers === undefined || settings.nameservers.some(isOwnNameserver))
          .map(({ domain }) => domain),
      /** Zones are not signed by Name.com: there is no DS set to tell. */
      readZone: ({ domain }) => readZone(api, domain),
    },
    /** The body is what `compile.ts` made, possibly by way of a plan file, which has its own digest. */
    execute: (call) => execute(api, call.body as NamecomCall),
  };
}

async function readZone(api: Api, domain: string): Promise<LiveZone> {
  const read = { path: recordsPath(domain), operation: 'read records', object: domain };
  try {
    const { items, fail } = await readAllPages(
      paging(api, read, {
        key: 'records',
        item: (json, fail) => readRecord(json, domain, fail),
        keyOf: ({ id }) => String(id),
        atMost: maxZoneRecords,
      }),
    );
    return liveZone(domain, items, fail);
  } catch (error) {
    if (error instanceof NotDelegated) return unreachableZone(domain);
    throw error;
  }
}
