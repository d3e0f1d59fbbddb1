/** The write of a domain's nameservers, which GoDaddy answers before the registry has made it. */
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { inDoubt, RegistrarError } from '../errors.ts';
import { type Api, domainPath } from './api.ts';
import { hostOf } from './convert.ts';
import { readDetail } from './registrations.ts';

/** Before each look; together about two minutes. How long GoDaddy takes is NOT VERIFIED. */
export const looksAfterMs: readonly number[] = [100, 400, 1000, 2000, 5000, 10_000, 20_000, 30_000, 50_000];

/** Resolves when a read shows the new nameservers. Throws `RegistrarError`, in doubt where the write was accepted. */
export async function writeNameservers(api: Api, domain: string, nameservers: readonly Fqdn[]): Promise<void> {
  try {
    await api.write({
      method: 'PATCH',
      path: domainPath(domain),
      json: { nameServers: nameservers.map(hostOf) },
      operation: 'set nameservers',
      object: domain,
      // Nameservers that are there already may be refused (NOT VERIFIED), which would look like a failure.
      repeatable: false,
      advice: 'The registry takes only nameservers that exist, two at least: correct them in the config.',
    });
  } catch (error) {
    // Somebody else may have set the same ones since the plan was made.
    if (!isRefusedValue(error) || !(await areSet(api, domain, nameservers).catch(() => false))) throw error;
    return;
  }
  for (const ms of looksAfterMs) {
    await api.wait(ms);
    const isSet = await areSet(api, domain, nameservers).catch((error) => {
      throw inDoubt(error);
    });
    if (isSet) return;
  }
  throw api.error({
    operation: 'set nameservers',
    object: domain,
    code: 'unavailable',
    seen: 'GoDaddy has accepted the nameservers, but still shows the former ones',
    advice:
      'The registry may take some hours, and a protected domain waits for a confirmation on the website: plan again later.',
    effect: 'unknown',
  });
}

async function areSet(api: Api, domain: string, nameservers: readonly Fqdn[]): Promise<boolean> {
  const { settings } = await readDetail(api, domain);
  return settings.nameservers?.join() === nameservers.join();
}

function isRefusedValue(error: unknown): boolean {
  return error instanceof RegistrarError && error.code === 'rejected' && error.effect === 'none';
}
