import type { LiveZone } from '../../planner/inputs.ts';
import { RegistrarError } from '../../registrars/errors.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import { zonesOf } from '../open-accounts.ts';
import type { ApplyContext } from './context.ts';

/** The zone as it is now, or what to tell the user. */
export async function readZone(context: ApplyContext, { domain, dns }: DesiredDomain): Promise<LiveZone | string> {
  try {
    const zone = await zonesOf(context.account(dns as string)).readZone({ domain, nameservers: false, ds: false });
    // It shows no records then, which is not to say that there are none.
    return zone.status === 'unreachable' ? `${dns} does not show the zone ${domain}.` : zone;
  } catch (error) {
    if (error instanceof RegistrarError) return error.message;
    throw error;
  }
}
