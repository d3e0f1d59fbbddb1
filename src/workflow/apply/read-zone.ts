import type { LiveZone } from '../../planner/inputs.ts';
import { RegistrarError } from '../../registrars/errors.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import type { ApplyContext } from './context.ts';

/** The zone as it is now, or what to tell the user. */
export async function readZone(context: ApplyContext, { domain, dns }: DesiredDomain): Promise<LiveZone | string> {
  try {
    return await context.account(dns as string).client.readZone({ domain, nameservers: false, ds: false });
  } catch (error) {
    if (error instanceof RegistrarError) return error.message;
    throw error;
  }
}
