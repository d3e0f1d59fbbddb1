/** Makes the zone of a domain at its DNS host. */
import type { Call } from '../../planner/plan.ts';
import { RegistrarError } from '../../registrars/errors.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import { zoneAddress } from '../../schema/dns/address.ts';
import { zonesOf } from '../open-accounts.ts';
import type { StageResult } from './apply-domain.ts';
import type { ApplyContext } from './context.ts';
import { plainManagement, zoneEffect } from './effects.ts';
import { hadNoEffect, mayHaveHadEffect, sendCall, settle } from './send-call.ts';

export async function applyZone(
  context: ApplyContext,
  { domain }: DesiredDomain,
  calls: readonly Call[],
): Promise<StageResult> {
  const address = zoneAddress(domain);
  for (const call of calls) {
    const { account } = call;
    const managed = { [address]: plainManagement };
    const sent = await sendCall(context, call, { before: { [address]: null }, after: { [address]: true }, managed });
    const there = sent.kind === 'unknown' ? await isThere(context, account, domain) : sent.kind === 'done';
    if (there === true) {
      await settle(
        context,
        [{ id: sent.id, outcome: 'done', error: null }],
        [zoneEffect(domain, account, context.now())],
      );
      context.tracker.applied(account, address);
      continue;
    }
    if (there === false) await settle(context, [{ id: sent.id, outcome: 'failed', error: sent.error }], []);
    const known = there === null ? mayHaveHadEffect : hadNoEffect;
    context.tracker.failed(
      account,
      call.covers,
      sent.kind === 'unknown' ? `${sent.error} ${known}` : (sent.error ?? ''),
    );
    return 'failed';
  }
  return 'done';
}

/** Null where it could not be read. */
async function isThere(context: ApplyContext, account: string, domain: string): Promise<boolean | null> {
  try {
    const zone = await zonesOf(context.account(account)).readZone({ domain, nameservers: false, ds: false });
    return zone.status === 'present';
  } catch (error) {
    if (error instanceof RegistrarError) return null;
    throw error;
  }
}
