/** A standing sandbox as another process, and what is live in it, read past the program. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LiveRegistration, LiveZone } from '../../src/planner/inputs.ts';
import { createTransport } from '../../src/registrars/http/create-transport.ts';
import type { WholeClient } from '../../src/registrars/registrar.ts';
import { loadConfig } from '../../src/schema/config/load.ts';
import type { AccountConfig, Desired } from '../../src/schema/desired.ts';
import { settingFields } from '../../src/schema/domain/settings.ts';
import { registrars } from '../helpers/halves.ts';
import type { Processes, Running } from './processes.ts';

export interface StandingSandbox {
  readonly process: Running;
  readonly endpoints: Readonly<Record<string, string>>;
  /** Sends any other process to it. */
  readonly env: Readonly<Record<string, string>>;
  /** Requests carried out at all accounts. */
  stats(): Promise<{ readonly reads: number; readonly writes: number }>;
  stop(): Promise<void>;
}

export interface SandboxOptions {
  /** Holds the config; data goes to `sandbox` in it. */
  readonly folder: string;
  readonly file?: string;
  readonly latencyMs?: number;
}

export async function startSandbox(
  processes: Processes,
  { folder, file = 'domains.yaml', latencyMs = 20 }: SandboxOptions,
): Promise<StandingSandbox> {
  const args = ['sandbox', '-f', file, '--data', 'sandbox', '--latency', String(latencyMs), '--no-rate-limits'];
  const running = processes.start(args, { cwd: folder });
  const line = await running.seen(/^\{.*\}\n/);
  if (line === null) throw new Error(`the sandbox did not start: ${(await running.exited).stderr}`);
  const { endpoints, env } = JSON.parse(line[0]) as Pick<StandingSandbox, 'endpoints' | 'env'>;
  return {
    process: running,
    endpoints,
    env,
    async stats() {
      const all = await Promise.all(Object.values(endpoints).map(statsOf));
      return all.reduce((sum, one) => ({ reads: sum.reads + one.reads, writes: sum.writes + one.writes }));
    },
    async stop() {
      running.kill('SIGTERM');
      const { code, stderr } = await running.exited;
      if (code !== 0 || stderr.includes('A simulator failed')) throw new Error(`the sandbox failed: ${stderr}`);
    },
  };
}

async function statsOf(endpoint: string): Promise<{ reads: number; writes: number }> {
  return (await (await fetch(`${endpoint}/__sandbox/stats`)).json()) as { reads: number; writes: number };
}

/** The config of a file, as the program reads it with the sandbox's variables. */
export function desiredOf(path: string, env: Readonly<Record<string, string>>): Desired {
  const { desired, issues } = loadConfig([{ file: path, text: readFileSync(path, 'utf8') }], {
    descriptors: new Map([...registrars].map(([name, { descriptor }]) => [name, descriptor])),
    variables: (name) => env[name],
  });
  if (desired === null) throw new Error(`${path}: ${JSON.stringify(issues, null, 1)}`);
  return desired;
}

export interface Live {
  readonly zones: ReadonlyMap<string, LiveZone>;
  readonly registrations: ReadonlyMap<string, LiveRegistration>;
}

/** Everything live of these domains; zones that are not there yet are left out. */
export async function readLive({ endpoints }: Pick<StandingSandbox, 'endpoints'>, desired: Desired): Promise<Live> {
  const clients = openClients(desired.accounts, endpoints);
  const zones = new Map<string, LiveZone>();
  const registrations = new Map<string, LiveRegistration>();
  await Promise.all(
    desired.domains.map(async ({ domain, registrar, dns }) => {
      if (dns !== undefined) {
        const zone = await clientOf(clients, dns).dns.readZone({ domain, ds: false, nameservers: true });
        if (zone.status === 'present') zones.set(domain, zone);
      }
      if (registrar === undefined) return;
      const name = desired.accounts.find((account) => account.name === registrar)?.registrar ?? '';
      const support = registrars.get(name)?.descriptor.registration.settings;
      const fields = settingFields.filter((field) => support?.[field].access !== 'none');
      const read = (await clientOf(clients, registrar).registration.readRegistrations([{ domain, fields }])).get(
        domain,
      );
      if (read === undefined || read instanceof Error) throw read ?? new Error(`${domain} was not read`);
      registrations.set(domain, read);
    }),
  );
  return { zones, registrations };
}

/** Clients without limits, as the sandbox has none. */
export function openClients(
  accounts: readonly AccountConfig[],
  endpoints: Readonly<Record<string, string>>,
): ReadonlyMap<string, WholeClient> {
  return new Map(
    accounts.map((account) => {
      const registrar = registrars.get(account.registrar);
      const endpoint = endpoints[account.name];
      if (registrar === undefined || endpoint === undefined) throw new Error(`${account.name} is not simulated`);
      const transport = createTransport({
        registrar: account.registrar,
        account: account.name,
        endpoint,
        limits: [],
        maxConcurrent: registrar.descriptor.maxConcurrent,
        secrets: [],
        ...(registrar.judge === undefined ? {} : { judge: registrar.judge }),
      });
      return [account.name, registrar.connect(account, transport)];
    }),
  );
}

export function clientOf(clients: ReadonlyMap<string, WholeClient>, account: string): WholeClient {
  const client = clients.get(account);
  if (client === undefined) throw new Error(`no account ${account}`);
  return client;
}

/** Where a standing sandbox keeps what its simulators hold. */
export const documentsFolder = (folder: string): string => join(folder, 'sandbox', 'accounts');
