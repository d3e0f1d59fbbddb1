/** `/zones`: list, make, read, change, delete, DNSSEC. */
import { displayName } from '../../../schema/dns/name.ts';
import type { SimulatorRequest } from '../../simulator/simulator.ts';
import { bodyOf } from './body.ts';
import { asciiName } from './content.ts';
import { type Documents, idOf, type ZoneDocument } from './documents.ts';
import { paged, Refused, type Success } from './envelope.ts';

const serverNames = ['ada', 'bob', 'cora', 'dean', 'elle', 'finn', 'gina', 'hugo', 'iris', 'jake'] as const;

export function newZone(name: string, status: ZoneDocument['status'], plan: string, now: string): ZoneDocument {
  const id = idOf('zone', name);
  const pick = Number.parseInt(id.slice(0, 6), 16) % (serverNames.length - 1);
  return {
    id,
    name,
    status,
    paused: false,
    plan,
    nameServers: [serverNames[pick], serverNames[pick + 1]].map((server) => `${server}.ns.cloudflare.com`),
    createdOn: now,
    dnssec: 'disabled',
    serial: 0,
    records: [],
  };
}

export function listZones(query: URLSearchParams, documents: Documents, accountId: string): Success {
  const name = query.get('name')?.toLowerCase();
  const status = query.get('status');
  const account = query.get('account.id');
  const zones = name === undefined ? documents.zones() : named(name, documents);
  const found = zones.filter(
    (zone) => (status === null || zone.status === status) && (account === null || account === accountId),
  );
  // 5 to 50 in the documents; 100 was taken and echoed in 2025 (dns-lexicon, its recordings).
  const page = paged(found, query, { perPage: 20, most: 100 });
  return { ...page, result: (page.result as ZoneDocument[]).map((zone) => shownZone(zone, accountId)) };
}

/** `contains:`, `starts_with:`, `ends_with:`, or the name itself. */
function named(filter: string, documents: Documents): readonly ZoneDocument[] {
  const [, operator, text = ''] = /^(contains|starts_with|ends_with|equal):(.*)$/.exec(filter) ?? [];
  if (operator === undefined || operator === 'equal') {
    const zone = documents.zoneByName(asciiName(operator === undefined ? filter : text) ?? '');
    return zone === undefined ? [] : [zone];
  }
  return documents.zones().filter(({ name }) => {
    if (operator === 'contains') return name.includes(text);
    return operator === 'starts_with' ? name.startsWith(text) : name.endsWith(text);
  });
}

export function createZone(request: SimulatorRequest, documents: Documents, accountId: string, now: string): Success {
  const { name: given, account, type = 'full' } = bodyOf(request) as NewZone;
  const name = typeof given === 'string' ? asciiName(given) : undefined;
  if (name === undefined || !name.includes('.')) throw new Refused(400, 1097, 'Invalid domain name.');
  if (account?.id !== accountId) throw new Refused(403, 10_000, 'Authentication error');
  if (documents.zoneByName(name) !== undefined) throw new Refused(400, 1061, `${name} already exists`);
  if (!isZoneType(type)) throw new Refused(400, 1071, 'Invalid zone type.');
  const zone = { ...newZone(name, 'pending', 'free', now), type };
  documents.saveZone(zone);
  return { result: shownZone(zone, accountId) };
}

interface NewZone {
  readonly name?: unknown;
  readonly account?: { readonly id?: unknown };
  readonly type?: unknown;
}

/** API reference, Create Zone (2026-11-30). */
function isZoneType(type: unknown): type is NonNullable<ZoneDocument['type']> {
  return type === 'full' || type === 'partial' || type === 'secondary' || type === 'internal';
}

/** `rest`: what follows the zone's id. Undefined: no such route. */
export function zoneRoute(
  request: SimulatorRequest,
  rest: string,
  zone: ZoneDocument,
  documents: Documents,
  accountId: string,
): Success | undefined {
  switch (`${request.method} ${rest}`) {
    case 'GET ':
      return { result: shownZone(zone, accountId) };
    case 'PATCH ': {
      const { paused } = bodyOf(request);
      const changed = { ...zone, paused: paused === true };
      documents.saveZone(changed);
      return { result: shownZone(changed, accountId) };
    }
    case 'DELETE ':
      documents.deleteZone(zone);
      return { result: { id: zone.id } };
    case 'PUT activation_check':
      documents.saveZone({ ...zone, status: 'active' });
      return { result: { id: zone.id } };
    case 'GET dnssec':
      return { result: shownDnssec(zone) };
    case 'PATCH dnssec': {
      const { status } = bodyOf(request);
      if (status !== 'active' && status !== 'disabled')
        throw new Refused(400, 1017, 'status must be active or disabled');
      const changed: ZoneDocument = { ...zone, dnssec: status === 'active' ? 'pending' : 'disabled' };
      documents.saveZone(changed);
      return { result: shownDnssec(changed) };
    }
    case 'DELETE dnssec':
      documents.saveZone({ ...zone, dnssec: 'disabled' });
      return { result: zone.id };
    default:
      return undefined;
  }
}

/** The name of an IDN zone may be in Unicode. */
function shownZone(zone: ZoneDocument, accountId: string): unknown {
  return {
    id: zone.id,
    name: displayName(zone.name),
    status: zone.status,
    paused: zone.paused,
    type: zone.type ?? 'full',
    development_mode: 0,
    name_servers: zone.nameServers,
    original_name_servers: null,
    original_registrar: null,
    original_dnshost: null,
    modified_on: zone.createdOn,
    created_on: zone.createdOn,
    activated_on: zone.status === 'active' ? zone.createdOn : null,
    vanity_name_servers: [],
    vanity_name_servers_ips: null,
    meta: { step: 4, custom_certificate_quota: 0, page_rule_quota: 3, phishing_detected: false },
    owner: { id: null, type: 'user', email: null },
    account: { id: accountId, name: 'Sandbox' },
    tenant: { id: null, name: null },
    tenant_unit: { id: null },
    permissions: ['#dns_records:edit', '#dns_records:read', '#zone:edit', '#zone:read'],
    plan: {
      id: idOf('plan', zone.plan),
      name: `${zone.plan.charAt(0).toUpperCase()}${zone.plan.slice(1)} Website`,
      price: 0,
      currency: 'USD',
      frequency: '',
      is_subscribed: zone.plan !== 'free',
      can_subscribe: false,
      legacy_id: zone.plan,
      legacy_discount: false,
      externally_managed: false,
    },
  };
}

function shownDnssec(zone: ZoneDocument): unknown {
  if (zone.dnssec === 'disabled') {
    const empty = { algorithm: null, digest: null, digest_algorithm: null, digest_type: null, ds: null };
    return { status: 'disabled', ...empty, flags: null, key_tag: null, key_type: null, public_key: null };
  }
  const digest = `${idOf('digest', zone.name)}${idOf('digest again', zone.name)}`.toUpperCase();
  const keyTag = Number.parseInt(zone.id.slice(0, 4), 16);
  return {
    status: zone.dnssec,
    algorithm: '13',
    digest,
    digest_algorithm: 'SHA256',
    digest_type: '2',
    ds: `${zone.name}. 3600 IN DS ${keyTag} 13 2 ${digest}`,
    flags: 257,
    key_tag: keyTag,
    key_type: 'ECDSAP256SHA256',
    public_key: Buffer.from(zone.name).toString('base64'),
    modified_on: zone.createdOn,
  };
}
