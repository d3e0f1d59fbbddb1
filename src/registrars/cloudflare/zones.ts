/** The zones of one account: listed once, then remembered; made on request. */
import { parseDomain } from '../../schema/dns/name.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { answerError, unexpectedResponse } from '../http/answers.ts';
import type { Api } from './api.ts';
import { readName } from './names.ts';
import { infoNumber, readList, readZone, type WireZone } from './wire.ts';

/** The documented maximum (API reference, List Zones); more was accepted in 2025, but is not promised. */
const zonesPerPage = 50;

export interface Zones {
  /** Names of all zones, sorted. */
  names(): Promise<readonly string[]>;
  find(domain: string): Promise<WireZone | undefined>;
  create(domain: string, accountId: string): Promise<void>;
}

export function createZones(api: Api): Zones {
  let listed: Promise<Map<string, readonly WireZone[]>> | undefined;
  const zones = () => {
    listed ??= listZones(api);
    return listed;
  };

  return {
    names: async () => [...(await zones()).keys()].sort(),
    find: async (domain) => choose(domain, (await zones()).get(domain) ?? [], api),
    create: async (domain, accountId) => {
      const { envelope, fail } = await api.call({
        method: 'POST',
        path: '/zones',
        body: { json: { name: domain, account: { id: accountId }, type: 'full' } },
        kind: 'write',
        operation: 'POST zones',
        object: domain,
      });
      const zone = readZone(envelope.result, fail);
      (await zones()).set(domain, [zone]);
    },
  };
}

export function nameserversOf(zone: WireZone): readonly Fqdn[] {
  return zone.nameServers.flatMap((name) => readName(name) ?? []).sort();
}

async function listZones(api: Api): Promise<Map<string, readonly WireZone[]>> {
  const { account_id: accountId } = api.account.credentials;
  const page = async (number: number) => {
    const answer = await api.call({
      method: 'GET',
      path: '/zones',
      query: { page: number, per_page: zonesPerPage, ...(accountId === undefined ? {} : { 'account.id': accountId }) },
      kind: 'read',
      operation: 'list zones',
      object: api.account.name,
    });
    return { ...answer, zones: readList(answer.envelope.result, 'zones', readZone, answer.fail) };
  };
  const first = await page(1);
  const pages = infoNumber(first.envelope.info, 'total_pages', first.fail);
  const rest = await Promise.all(Array.from({ length: Math.max(0, pages - 1) }, (_, index) => page(index + 2)));
  const all = [...new Map([first, ...rest].flatMap(({ zones }) => zones.map((zone) => [zone.id, zone]))).values()];
  const total = infoNumber(first.envelope.info, 'total_count', first.fail);
  if (all.length !== total) {
    const seen = `${all.length} zones on ${Math.max(1, pages)} pages where ${total} were announced`;
    throw unexpectedResponse(seen, first.context, 'Zones were made or deleted meanwhile: run again.');
  }
  return byName(all);
}

function byName(zones: readonly WireZone[]): Map<string, readonly WireZone[]> {
  const found = new Map<string, readonly WireZone[]>();
  for (const zone of zones) {
    const domain = parseDomain(zone.name);
    // A zone whose name no config can hold is nobody's wish.
    if (domain.ok) found.set(domain.value, [...(found.get(domain.value) ?? []), zone]);
  }
  return found;
}

/** The same name may be there twice (dnscontrol): the active one counts, or the only one that has not moved away. */
function choose(domain: string, zones: readonly WireZone[], api: Api): WireZone | undefined {
  if (zones.length <= 1) return zones[0];
  const active = zones.filter(({ status }) => status === 'active');
  const staying = zones.filter(({ status }) => status !== 'moved');
  if (active.length === 1) return active[0];
  if (active.length === 0 && staying.length === 1) return staying[0];
  const list = zones.map(({ id, status }) => `${id} (${status})`).join(', ');
  throw answerError(
    {
      code: 'conflict',
      seen: `${zones.length} zones of this name: ${list}`,
      advice: 'Delete the one that is not in use, or name the account with account_id.',
    },
    {
      registrar: 'cloudflare',
      account: api.account.name,
      transport: api.transport,
      request: { operation: 'list zones', object: domain, kind: 'read' },
    },
  );
}
