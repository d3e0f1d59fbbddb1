/** One Porkbun account: what the contract of `registrar.ts` asks for, put together from the files beside it. */
import type { AccountConfig } from '../../schema/desired.ts';
import { RegistrarError } from '../errors.ts';
import { answerError } from '../http/answers.ts';
import type { Transport } from '../http/transport.ts';
import type { WholeClient } from '../registrar.ts';
import { listDomains, listRegistrations, readRegistrations } from '../registrations.ts';
import { createApi } from './api.ts';
import type { CallBody } from './calls.ts';
import { execute } from './execute.ts';
import { liveZone } from './live-zone.ts';
import { registrationSource } from './registrations.ts';
import { readRecords } from './wire.ts';

export function connect(account: AccountConfig, transport: Transport): WholeClient {
  return createClient(account, transport, sleep);
}

/** `wait`: how to let time pass between looks at a change that the registry makes later. */
export function createClient(
  account: AccountConfig,
  transport: Transport,
  wait: (ms: number) => Promise<void>,
): WholeClient {
  const api = createApi(account, transport);
  const source = registrationSource(api, account.name);
  return {
    verify: async () => {
      const { json, context } = await api.read('/ping', { operation: 'check credentials', object: account.name });
      // Pings of 2024 do not have it (recordings of other clients, 2026-11-30); wrong keys were refused then, too.
      const { credentialsValid = true } = json;
      if (credentialsValid === true) return;
      const seen = `credentialsValid is ${JSON.stringify(credentialsValid)}`;
      const advice = 'Check api_key and secret_api_key of this account at https://porkbun.com/account/api.';
      throw answerError({ code: 'unauthorized', seen, advice }, context);
    },
    registration: {
      listRegistrations: () => listRegistrations(source),
      readRegistrations: (queries) => readRegistrations(source, queries),
    },
    dns: {
      // A domain that is delegated elsewhere still has its old records here, which nobody sees.
      listZones: async () =>
        [...(await listDomains(source))]
          .filter(([, item]) => item instanceof RegistrarError || item.notLocal !== true)
          .map(([domain]) => domain),
      readZone: async ({ domain }) => {
        const purpose = { operation: 'read records', object: domain };
        const { json, fail } = await api.read(`/dns/retrieve/${encodeURIComponent(domain)}`, purpose);
        return liveZone(domain, readRecords(json, fail), fail);
      },
    },
    execute: (call) => execute(api, call.body as CallBody, call.covers.join(', '), wait),
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
