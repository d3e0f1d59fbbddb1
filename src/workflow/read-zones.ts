/** Reads whole zones that the config's accounts host, for whoever wants a copy. Changes nothing. */
import pMap from 'p-map';
import { dnsHalf } from '../planner/halves.ts';
import type { LiveZone } from '../planner/inputs.ts';
import { RegistrarError } from '../registrars/errors.ts';
import type { DnsDescriptor } from '../schema/capabilities.ts';
import { countReads } from './count-reads.ts';
import { type OpenAccounts, zonesOf } from './open-accounts.ts';
import type { Progress } from './progress.ts';

export interface HostedZone {
  readonly domain: string;
  /** Name of an open account. */
  readonly account: string;
}

export interface ReadZone extends HostedZone {
  readonly host: DnsDescriptor;
  readonly live: LiveZone;
}

export interface UnreadZone extends HostedZone {
  readonly problem: string;
}

interface ReadZonesOptions {
  readonly accounts: OpenAccounts;
  readonly zones: readonly HostedZone[];
  /** Zones read at once; the accounts' own limits hold besides. */
  readonly parallelism: number;
  readonly progress: Progress;
}

/** In the given order. A read that failed is a value. */
export async function readZones(options: ReadZonesOptions): Promise<readonly (ReadZone | UnreadZone)[]> {
  const { zones, accounts, progress, parallelism } = options;
  const ended = countReads(
    progress,
    zones.map(({ account }) => account),
  );
  const read = async ({ domain, account }: HostedZone): Promise<ReadZone | UnreadZone> => {
    const found = accounts.get(account);
    if (found === undefined) throw new Error(`account ${account} is not open`);
    try {
      const zones = zonesOf(found);
      const { descriptor: host } = dnsHalf(found.registrar, account);
      const live = await zones.readZone({ domain, ds: false, nameservers: true });
      if (live.status === 'present') return { domain, account, host, live };
      const why =
        live.status === 'absent' ? 'has no such zone' : 'does not show it before the domain is delegated to it';
      return { domain, account, problem: `${account} (${host.title}) ${why}.` };
    } catch (error) {
      if (!(error instanceof RegistrarError)) throw error;
      return { domain, account, problem: error.message };
    } finally {
      ended(account);
    }
  };
  return pMap(zones, read, { concurrency: parallelism });
}
