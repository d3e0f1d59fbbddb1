/** Writes that the registry has to make: Gandi answers them with 202 before that, and shows the former value meanwhile. */
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { inDoubt } from '../errors.ts';
import { readArray } from '../http/guarded-fields.ts';
import type { Api } from './api.ts';
import { nameserverText } from './convert.ts';
import { nameserversFrom, readDetail } from './registrations.ts';
import { readNames } from './wire.ts';

/** Before each look; together about two minutes. How long Gandi takes is not documented. */
export const looksAfterMs: readonly number[] = [100, 400, 1000, 2000, 5000, 10_000, 20_000, 30_000, 50_000];

/** Lets time pass. */
export type Wait = (ms: number) => Promise<void>;

/**
 * Resolves when a read shows the new nameservers. Throws `RegistrarError`, in doubt where the write was accepted.
 * Keys at the registry have to go before the delegation: under other nameservers, which do not sign with them, the
 * whole domain fails for every resolver that validates. Keys cannot be managed here, so nobody else has looked.
 */
export async function writeNameservers(
  api: Api,
  domain: string,
  nameservers: readonly Fqdn[],
  wait: Wait,
): Promise<void> {
  await refuseIfSigned(api, domain);
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
  await untilShown(api, domain, 'set nameservers', wait, async () => {
    const answer = await api.read({ path, operation: 'read nameservers', object: domain });
    const shown = nameserversFrom(readNames(answer.json, 'nameservers', answer.fail), answer.fail);
    return shown.join() === nameservers.join();
  });
}

const noLock = 'The registry of this domain may have no transfer lock: remove transfer_lock from the config.';

/** Resolves when the detail of the domain shows the lock, or where Gandi says that it is done. Throws `RegistrarError`. */
export async function writeTransferLock(api: Api, domain: string, locked: boolean, wait: Wait): Promise<void> {
  const answer = await api.write({
    method: 'PATCH',
    path: `/domain/domains/${encodeURIComponent(domain)}/status`,
    json: { clientTransferProhibited: locked },
    operation: 'set transfer_lock',
    object: domain,
    repeatable: true,
    advice: noLock,
  });
  if (answer.status !== 202) return;
  await untilShown(api, domain, 'set transfer_lock', wait, async () => {
    return (await readDetail(api, domain)).settings.transfer_lock === locked;
  });
}

/** A refusal to list keys is the answer of a registry without DNSSEC (not verified). */
async function refuseIfSigned(api: Api, domain: string): Promise<void> {
  const answer = await api.read({
    path: `/domain/domains/${encodeURIComponent(domain)}/dnskeys`,
    operation: 'read keys',
    object: domain,
    expect: ({ status }) => status === 400 || status === 404,
  });
  if (answer.json === null || readArray(answer.json, 'the list of keys', answer.fail).length === 0) return;
  throw api.error({
    operation: 'set nameservers',
    object: domain,
    code: 'rejected',
    seen: 'the registry holds DNSSEC keys of the domain, and under other nameservers the domain would fail for every resolver that validates',
    advice:
      'Turn DNSSEC off in the web interface of Gandi, wait until the DS has left the caches (a day or two), and apply again.',
    effect: 'none',
  });
}

async function untilShown(
  api: Api,
  domain: string,
  operation: string,
  wait: Wait,
  isShown: () => Promise<boolean>,
): Promise<void> {
  for (const ms of looksAfterMs) {
    await wait(ms);
    try {
      if (await isShown()) return;
    } catch (error) {
      throw inDoubt(error);
    }
  }
  throw api.error({
    operation,
    object: domain,
    code: 'unavailable',
    seen: 'Gandi has accepted the change, but still shows the former value',
    advice:
      'The registry may take some hours: plan again later, and look at the operations of the domain in the web interface.',
    effect: 'unknown',
  });
}
