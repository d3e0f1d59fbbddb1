/** Which account of a sandbox knows which domain, and how, before the first plan. */

import type { SeedDomain } from '../registrars/simulator/simulator.ts';
import type { DesiredDomain } from '../schema/desired.ts';

/** What placing a domain takes. */
export type PlacedDomain = Pick<DesiredDomain, 'domain' | 'registrar' | 'dns'>;

/**
 * The domains of one account. A domain is freshly registered where the config registers it, with the zone that a new
 * domain has there. Another account that is to host it has no zone yet, which the plan makes; a domain whose
 * registration is not managed has an empty zone at its host.
 */
export function seedsOf(account: string, domains: readonly PlacedDomain[]): readonly SeedDomain[] {
  return domains.flatMap(({ domain, registrar, dns }): readonly SeedDomain[] => {
    if (registrar === account) return [{ domain, registered: true, zone: 'default' }];
    if (dns !== account) return [];
    return [{ domain, registered: false, zone: registrar === undefined ? 'empty' : 'none' }];
  });
}
