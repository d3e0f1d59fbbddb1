/** Domains: the list with all settings, the panel's own list, and the one call that changes a setting. */
import type { Json } from '../../http/fields.ts';
import type { SimulatorResponse } from '../../simulator/simulator.ts';
import { refused, success } from './answers.ts';
import type { DomainDocument, World } from './world.ts';

/** Null: not one of these paths. `path` is below `/api`. */
export function respondDomains(world: World, method: string, path: string, input: Json): SimulatorResponse | null {
  const [, first = '', second = '', third = ''] = path.split('/');
  if (first === 'domains' && third === '' && method === 'GET') return apiDomains(world, decodeURIComponent(second));
  if (first !== 'control_panel' || second !== 'domains') return null;
  const name = decodeURIComponent(third);
  if (method === 'PUT' && name.startsWith('domain-')) return put(world, name.slice('domain-'.length), input);
  // `domain-{name}` is for PUT only (GoCodeAlone/workflow-plugin-hover).
  return method === 'GET' ? panelDomains(world, name) : null;
}

function apiDomains(world: World, name: string): SimulatorResponse {
  const all = world.registered();
  if (name === '') return success({ domains: all.map(apiDomain) });
  const one = all.find(({ domain, id }) => domain === name || id === name);
  if (one === undefined) throw notFound();
  return success({ domain: apiDomain(one) });
}

function panelDomains(world: World, name: string): SimulatorResponse {
  const all = world.registered();
  if (name === '') return success({ domains: all.map(panelDomain) });
  const one = all.find(({ domain }) => domain === name);
  if (one === undefined) throw notFound();
  const { domain, nameservers, locked, whoisPrivacy } = one;
  const contacts = { owner: contact, admin: contact, billing: contact, tech: contact };
  const flags = { locked: onOff(locked), whois_privacy: onOff(whoisPrivacy), status: 'active' };
  return success({ domain: { name: domain, nameservers, ...contacts, ...flags } });
}

const contact = {
  first_name: 'A',
  last_name: 'B',
  org_name: '-',
  email: 'ops@example.com',
  country: 'US',
  status: 'active',
};

/** As `/api/domains` has it: true and false. */
function apiDomain(document: DomainDocument): object {
  return {
    id: document.id,
    domain_name: document.domain,
    num_emails: document.emails,
    status: 'active',
    registered_date: document.registeredDate,
    renewal_date: document.renewalDate,
    display_date: document.renewalDate,
    auto_renew: document.autoRenew,
    renewable: true,
    hover_user: { email: 'ops@example.com', email_secondary: null, billing: { pay_mode: 'paypal' } },
    locked: document.locked,
    whois_privacy: document.whoisPrivacy,
    nameservers: document.nameservers,
    contacts: { owner: contact, admin: contact, tech: contact, billing: contact },
    glue: {},
  };
}

/** As `/api/control_panel/domains` has it: on and off. */
function panelDomain(document: DomainDocument): object {
  return {
    id: `domain-${document.domain}`,
    name: document.domain,
    status: 'active',
    expiry_date: document.renewalDate,
    registration_date: document.registeredDate,
    whois_privacy: onOff(document.whoisPrivacy),
    locked: onOff(document.locked),
    autorenew: onOff(document.autoRenew),
    renewal_pricing: {},
    nameservers: document.nameservers,
    reg_type: 'opensrs',
  };
}

function onOff(value: boolean): string {
  return value ? 'on' : 'off';
}

function put(world: World, name: string, { field, value }: Json): SimulatorResponse {
  const document = world.registered().find(({ domain }) => domain === name);
  if (document === undefined) throw notFound();
  world.put({ ...document, ...changed(String(field), value) });
  return success();
}

function changed(field: string, value: unknown): Partial<DomainDocument> {
  if (field === 'nameservers') {
    const names = Array.isArray(value) ? value.map((name) => String(name).toLowerCase()) : [];
    const valid = names.length >= 2 && names.every((name) => /^[\w-]+(\.[\w-]+)+$/.test(name));
    if (!valid) throw refused('Nameservers are invalid.');
    return { nameservers: names };
  }
  if (typeof value !== 'boolean') throw refused(`${field} is invalid.`);
  switch (field) {
    case 'autorenew':
      return { autoRenew: value };
    case 'locked':
      return { locked: value };
    case 'whois_privacy':
      return { whoisPrivacy: value };
    default:
      throw refused(`${field} cannot be changed.`);
  }
}

function notFound() {
  return refused('Domain not found.', 404);
}

/** The name behind `domain-`; refused where there is none. */
export function documentOf(world: World, panelId: unknown): DomainDocument {
  const document =
    typeof panelId === 'string' && panelId.startsWith('domain-') ? world.find(panelId.slice(7)) : undefined;
  if (document === undefined) throw notFound();
  return document;
}
