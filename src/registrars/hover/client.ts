/** One Hover account: what the contract of `registrar.ts` asks for, put together from the files beside it. */
import type { AccountConfig } from '../../schema/desired.ts';
import { RegistrarError } from '../errors.ts';
import type { Transport } from '../http/transport.ts';
import type { WholeClient } from '../registrar.ts';
import { registrationsOf } from '../rows.ts';
import { type Api, createApi } from './api.ts';
import type { CallBody } from './calls.ts';
import { execute } from './execute.ts';
import { liveZone } from './live-zone.ts';
import { hoverNameservers, isParkingAddress } from './record-rules.ts';
import { type DomainList, listDomains, readRegistrations } from './registrations.ts';
import type { Clock } from './sign-in.ts';
import { readForwarded, readRecords } from './wire.ts';

export function connect(account: AccountConfig, transport: Transport): WholeClient {
  return createClient(account, transport, { now: Date.now, wait: sleep });
}

export function createClient(account: AccountConfig, transport: Transport, clock: Clock): WholeClient {
  const api = createApi(account, transport, clock);
  /** Read once for all registrations and zones, until something is written. */
  let list: Promise<DomainList> | undefined;
  const domains = (): Promise<DomainList> => {
    list ??= listDomains(api);
    return list;
  };

  return {
    verify: async () => {
      await domains();
    },
    forgetLists: () => {
      list = undefined;
    },
    registration: {
      listRegistrations: async () => registrationsOf(await domains(), ({ registration }) => registration),
      readRegistrations: async (queries) => readRegistrations(api, await domains(), queries),
    },
    dns: {
      // A domain that is delegated elsewhere still has its old records here, which nobody sees.
      listZones: async () =>
        registrationsOf(await domains(), ({ registration }) => registration)
          .filter(({ settings }) => settings.nameservers?.some((name) => hoverNameservers.includes(name)) ?? true)
          .map(({ domain }) => domain),
      readZone: async ({ domain, services = [] }) => {
        // The list says whether the domain has mailboxes; see `isDefaultRecordSet`.
        const item = (await domains()).get(domain);
        const emails = item === undefined || item instanceof RegistrarError ? null : item.emails;
        const purpose = { operation: 'read records', object: domain };
        const { json, fail } = await api.read(`/control_panel/dns/${encodeURIComponent(domain)}`, purpose);
        const zone = liveZone(domain, readRecords(json, domain, fail), emails);
        // A forwarded domain has the parking address; one with another is not forwarded.
        const mayForward = zone.recordSets.some((set) => isParkingAddress(set, domain));
        return services.includes('web') && mayForward ? { ...zone, services: await readServices(api, domain) } : zone;
      },
    },
    execute: async (call) => {
      try {
        await execute(api, call.body as CallBody, call.covers.join(', '));
      } finally {
        // Also what another domain's call has read meanwhile.
        list = undefined;
      }
    },
  };
}

/** Web forwards are kept apart from records (GoCodeAlone/workflow-plugin-hover, CaptainCore plugin, 2026). */
async function readServices(api: Api, domain: string): Promise<readonly string[]> {
  const purpose = { operation: 'read web forwards', object: domain };
  const { json, fail } = await api.read(`/control_panel/forwards/${encodeURIComponent(domain)}`, purpose);
  return readForwarded(json, domain, fail) ? ['web forwarding'] : [];
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
