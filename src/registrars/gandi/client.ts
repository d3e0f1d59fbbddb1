/** One Gandi account: what the contract of `registrar.ts` asks for, put together from the files beside it. */
import type { LiveRegistration, LiveZone } from '../../planner/inputs.ts';
import type { CallDraft } from '../../planner/plan.ts';
import type { AccountConfig } from '../../schema/desired.ts';
import { RegistrarError } from '../errors.ts';
import type { Transport } from '../http/transport.ts';
import type { RegistrarClient, RegistrationQuery, ZoneQuery } from '../registrar.ts';
import { registrationsOf } from '../rows.ts';
import { type Api, createApi } from './api.ts';
import type { GandiCall } from './calls.ts';
import { execute } from './execute.ts';
import { listDomains, type Registrations, readRegistrations, registrationFromList } from './registrations.ts';
import type { Wait } from './registry-changes.ts';
import { listHostedZones, readZone } from './zones.ts';

/** `wait`: how to let time pass between looks at an asynchronous change; by default, it passes. */
export function createClient(account: AccountConfig, transport: Transport, wait: Wait = sleep): RegistrarClient {
  return new GandiClient(createApi(account, transport), account.name, wait);
}

class GandiClient implements RegistrarClient {
  private readonly api: Api;
  private readonly account: string;
  private readonly wait: Wait;

  constructor(api: Api, account: string, wait: Wait) {
    this.api = api;
    this.account = account;
    this.wait = wait;
  }

  async verify(): Promise<void> {
    const query = { page: 1, per_page: 1 };
    await this.api.read({ path: '/domain/domains', query, operation: 'check credentials', object: this.account });
  }

  async listRegistrations(): Promise<readonly LiveRegistration[]> {
    return registrationsOf(await listDomains(this.api, this.account), registrationFromList);
  }

  /** LiveDNS is said to leave out zones that are attached to a domain, so the domains that use it are added. */
  async listZones(): Promise<readonly string[]> {
    const [hosted, domains] = await Promise.all([
      listHostedZones(this.api, this.account),
      listDomains(this.api, this.account),
    ]);
    const delegated = [...domains].filter(([, item]) => item instanceof RegistrarError || item.dns === 'livedns');
    return [...new Set([...hosted, ...delegated.map(([domain]) => domain)])].sort();
  }

  async readRegistrations(queries: readonly RegistrationQuery[]): Promise<Registrations> {
    return await readRegistrations(this.api, queries, this.account);
  }

  async readZone(query: ZoneQuery): Promise<LiveZone> {
    return await readZone(this.api, query);
  }

  /** The body is what `compile.ts` made, possibly by way of a plan file, which has its own digest. */
  async execute(call: CallDraft): Promise<void> {
    await execute(this.api, call.body as GandiCall, this.wait);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
