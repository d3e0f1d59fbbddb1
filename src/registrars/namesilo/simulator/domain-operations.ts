/** Account, list, details and settings of domains. Purchases, contacts, e-mail forwards and glue hosts are not simulated. */
import { parseFqdn } from '../../../schema/dns/name.ts';
import { type Element, leaves, Refusal, type Success } from './answers.ts';
import type { OperationContext, SimulatedOperation } from './operations.ts';

const mostDomains = 200;

export const domainOperations: Readonly<Record<string, SimulatedOperation>> = {
  getAccountBalance: { write: false, run: () => ({ content: leaves({ balance: '1,355.75' }) }) },
  listDomains: { write: false, run: listDomains },
  getDomainInfo: { write: false, run: getDomainInfo },
  addAutoRenewal: flag('autoRenew', true, '250', 'Domain is already set to AutoRenew - No update made.'),
  removeAutoRenewal: flag('autoRenew', false, '251', 'Domain is already set not to AutoRenew - No update made.'),
  domainLock: flag('locked', true, '252', 'Domain is already Locked - No update made.'),
  domainUnlock: flag('locked', false, '253', 'Domain is already Unlocked - No update made.'),
  addPrivacy: flag('private', true, '255', 'Domain is already Private - No update made.'),
  removePrivacy: flag('private', false, '256', 'Domain is already Not Private - No update made.'),
  changeNameServers: { write: true, run: changeNameServers },
  domainForward: { write: true, run: forwardDomain },
  forceDomainTrafficType: { write: true, run: forceTrafficType },
};

/** Without `page` and `pageSize` all domains at once, and no pager (seen by nijave/terraform-provider-namesilo). */
function listDomains({ domains, parameters }: OperationContext): Success {
  const all = domains.all();
  const [page, size] = [Number(parameters.get('page')), Number(parameters.get('pageSize') || 100)];
  const paged = parameters.get('page') !== '' || parameters.get('pageSize') !== '';
  const first = (Math.max(page, 1) - 1) * size;
  const shown = (paged ? all.slice(first, first + size) : all).map(({ domain, created, expires }) => ({
    name: 'domain',
    attributes: { created, expires },
    content: domain,
  }));
  const pager = leaves({ page: Math.max(page, 1), pageSize: size, total: all.length });
  return { content: [{ name: 'domains', content: shown }, ...(paged ? [{ name: 'pager', content: pager }] : [])] };
}

function getDomainInfo({ domains, parameters }: OperationContext): Success {
  const domain = domains.get(parameters.need('domain'));
  const nameservers = domain.nameservers.map(
    (name, index): Element => ({
      name: 'nameserver',
      attributes: { position: String(index + 1) },
      content: name.toUpperCase(),
    }),
  );
  const contact = '29100001';
  const contacts = leaves({ registrant: contact, administrative: contact, technical: contact, billing: contact });
  return {
    content: [
      ...leaves({
        created: domain.created,
        expires: domain.expires,
        status: domain.status,
        locked: yesNo(domain.locked),
        private: yesNo(domain.private),
        auto_renew: yesNo(domain.autoRenew),
        traffic_type: domain.trafficType,
        email_verification_required: 'No',
        portfolio: 'N/A',
        forward_url: domain.forward?.url ?? 'N/A',
        forward_type: domain.forward?.type ?? 'N/A',
      }),
      { name: 'nameservers', content: nameservers },
      { name: 'contact_ids', content: contacts },
    ],
  };
}

/** An operation that turns a setting on or off, and answers with a code of its own where it is so already. */
function flag(
  field: 'autoRenew' | 'locked' | 'private',
  value: boolean,
  code: string,
  detail: string,
): SimulatedOperation {
  return {
    write: true,
    run: ({ domains, parameters }) => {
      const domain = domains.get(parameters.need('domain'));
      if (domain[field] === value) throw new Refusal(code, detail);
      domains.save({ ...domain, [field]: value });
      return {};
    },
  };
}

/** One set of nameservers for up to 200 domains; here all or nothing, which is NOT VERIFIED. */
function changeNameServers({ domains, parameters }: OperationContext): Success {
  const names = parameters.need('domain').split(',');
  if (names.length > mostDomains) throw new Refusal('254', `At most ${mostDomains} domains can be changed at once`);
  const found = names.map((name) => domains.get(name.trim()));
  parameters.need('ns1');
  parameters.need('ns2');
  const given = Array.from({ length: 13 }, (_, index) => parameters.get(`ns${index + 1}`)).filter(
    (name) => name !== '',
  );
  const nameservers = given.map((name) => {
    const parsed = parseFqdn(name);
    if (parsed.ok && parsed.value.split('.').length > 2) return parsed.value.slice(0, -1);
    throw new Refusal('254', `The name server update cannot be made: ${name} is not a valid name server`);
  });
  for (const domain of found) domains.save({ ...domain, nameservers: [...new Set(nameservers)] });
  return {};
}

/** That it works by the parking records, and leaves them as they are, is made up. */
function forwardDomain({ domains, parameters }: OperationContext): Success {
  const url = `${parameters.need('protocol')}://${parameters.need('address')}`;
  const forward = { url, type: parameters.need('method') };
  domains.save({ ...domains.get(parameters.need('domain')), trafficType: 'Forwarded', forward });
  return {};
}

/** Known from NameSilo's WHMCS module, which calls it with 3 for custom DNS. */
function forceTrafficType({ domains, parameters }: OperationContext): Success {
  const words: Readonly<Record<string, string>> = { '1': 'Parked', '2': 'Forwarded', '3': 'Custom DNS' };
  const trafficType = words[parameters.need('traffic_type')];
  if (trafficType === undefined) throw new Refusal('210', 'Invalid traffic type');
  domains.save({ ...domains.get(parameters.need('domain')), trafficType });
  return {};
}

function yesNo(value: boolean): string {
  return value ? 'Yes' : 'No';
}
