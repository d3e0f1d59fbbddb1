/** Makes the zone of a domain at its DNS host. */
import type { Call } from '../../planner/plan.ts';
import { RegistrarError } from '../../registrars/errors.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import { zoneAddress } from '../../schema/dns/address.ts';
import type { StageResult } from './apply-domain.ts';
import type { ApplyContext } from './context.ts';
import { zoneEffect } from './effects.ts';
import { sendCall } from './send-call.ts';

export async function applyZone(
  context: ApplyContext,
  { domain }: DesiredDomain,
  calls: readonly Call[],
): Promise<StageResult> {
  const address = zoneAddress(domain);
  for (const call of calls) {
    const effects = () => [zoneEffect(domain, call.account, context.now())];
    const values = { before: { [address]: null }, after: { [address]: true } };
    const outcome = await sendCall(context, call, values, effects);
    if (outcome.kind === 'failed') {
      context.tracker.failed(call.covers, outcome.error);
      return 'failed';
    }
    if (outcome.kind === 'unknown') {
      const there = await isThere(context, call.account, domain);
      if (there !== null) await outcome.settle(there ? [address] : [], there ? effects() : []);
      if (!there) {
        context.tracker.failed(call.covers, outcome.error);
        return 'failed';
      }
    }
    context.tracker.applied(address);
  }
  return 'done';
}

/** Null where it could not be read. */
async function isThere(context: ApplyContext, account: string, domain: string): Promise<boolean | null> {
  try {
    const zone = await context.account(account).client.readZone({ domain, nameservers: false, ds: false });
    return zone.status === 'present';
  } catch (error) {
    if (error instanceof RegistrarError) return null;
    throw error;
  }
}
