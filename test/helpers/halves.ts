/** The registrars of the table by what halves they have, as types that say so. */
import { registrars as table } from '../../src/registrars/index.ts';
import type { DnsHost, Registrar, RegistrationHolder, WholeRegistrar } from '../../src/registrars/registrar.ts';
import { holdsRegistrations, hostsZones } from '../../src/schema/capabilities.ts';

export function isHost(registrar: Registrar): registrar is DnsHost {
  return hostsZones(registrar.descriptor);
}

export function isHolder(registrar: Registrar): registrar is RegistrationHolder {
  return holdsRegistrations(registrar.descriptor);
}

export function isWhole(registrar: Registrar): registrar is WholeRegistrar {
  return isHost(registrar) && isHolder(registrar);
}

/** Those with both halves. */
export const registrars: ReadonlyMap<string, WholeRegistrar> = new Map(
  [...table].flatMap(([name, registrar]) => (isWhole(registrar) ? [[name, registrar] as const] : [])),
);
