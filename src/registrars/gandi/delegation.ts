/** The write of a domain's nameservers, which Gandi answers before the registry has made it. */
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { type Api, inDoubt } from './api.ts';
import { nameserverText } from './convert.ts';
import { nameserversFrom } from './registrations.ts';
import { readNames } from './wire.ts';

/** Before each look; together about two minutes. How long Gandi takes is not documented. */
export const looksAfterMs: readonly number[] = [100, 400, 1000, 2000, 5000, 10_000, 20_000, 30_000, 50_000];

/** Resolves when a read shows the new nameservers. Throws `RegistrarError`, in doubt where the write was accepted. */
export async function writeNameservers(
  api: Api,
  domain: string,
  nameservers: readonly Fqdn[],
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  const path = `/domain/domains/${encodeURIComponent(domain)}/nameservers`;
  await api.write({
    method: 'PUT',
    path,
    json: { nameservers: nameservers.map(nameserverText) },
    operation: 'set nameservers',
    object: domain,
    repeatable: true,
    advice: 'The registry takes only nameservers that exist and answer for the domain: correct them in the config.',
  });
  for (const ms of looksAfterMs) {
    await wait(ms);
    if ((await readNameservers(api, domain, path)).join() === nameservers.join()) return;
  }
  throw api.error({
    operation: 'set nameservers',
    object: domain,
    code: 'unavailable',
    seen: 'Gandi has accepted the nameservers, but still shows the former ones',
    advice:
      'The registry may take some hours: plan again later, and look at the operations of the domain in the web interface.',
    effect: 'unknown',
  });
}

async function readNameservers(api: Api, domain: string, path: string): Promise<readonly Fqdn[]> {
  try {
    const answer = await api.read({ path, operation: 'read nameservers', object: domain });
    return nameserversFrom(readNames(answer.json, 'nameservers', answer.fail), answer.fail);
  } catch (error) {
    throw inDoubt(error);
  }
}
