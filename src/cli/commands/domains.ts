import type { Desired, DesiredDomain } from '../../schema/desired.ts';
import { settingAddress } from '../../schema/dns/address.ts';
import { portfolioOf } from '../../workflow/portfolio.ts';
import type { DomainsArguments } from '../arguments/domains.ts';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-code.ts';
import { type Aim, planNow, scopeNow } from '../plan-now.ts';
import { withSession } from '../session.ts';
import { portfolioViews } from '../views/portfolio.ts';

/** Exits 1 where a domain could not be read; the others are shown all the same. */
export async function domains(context: Context, { sort, format }: DomainsArguments): Promise<ExitCode> {
  return withSession(context, { mode: 'read', operation: 'domains' }, async (session) => {
    const aim = aimOf(session.desired);
    const names = new Set(session.desired.domains.map(({ domain }) => domain));
    const planned = await planNow(context, session, aim, await scopeNow(session, aim, names));
    const portfolio = portfolioOf(session.desired, planned, sort);
    context.output.report(portfolioViews[format](portfolio, context.paint, context.output.width()), format);
    return portfolio.errors.length > 0 ? 1 : 0;
  });
}

/** Reads what is to be shown though nobody may manage it. */
function aimOf(desired: Desired): Aim {
  const { domains } = desired;
  const fields = ['auto_renew', 'transfer_lock', 'privacy', 'nameservers'] as const;
  return {
    desired: { ...desired, domains: domains.map(withItsNameservers) },
    options: { targets: [], refreshOnly: true, consents: [] },
    alsoSettings: domains.flatMap(({ domain }) => fields.map((field) => settingAddress(domain, field))),
  };
}

/** With `auto`, the DNS host is asked for its nameservers: whether a domain is delegated to it is worth that. */
function withItsNameservers(domain: DesiredDomain): DesiredDomain {
  if (domain.registrar === undefined || domain.dns === undefined || domain.settings.nameservers !== undefined) {
    return domain;
  }
  return { ...domain, settings: { ...domain.settings, nameservers: 'auto' } };
}
