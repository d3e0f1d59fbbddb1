/** The zones of one account: listed once, then remembered; made on request. */
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { type AnswerContext, answerError, unexpectedResponse } from '../http/answers.ts';
import { maxAccountDomains, readAllPages } from '../paging.ts';
import { aboutDomain, onceEach } from '../rows.ts';
import type { Api } from './api.ts';
import { parsedDomain } from './names.ts';
import { numberedPage, readList, readZone, type WireZone } from './wire.ts';

/** The documented maximum (API reference, List Zones); more was accepted in 2025, but is not promised. */
const zonesPerPage = 50;

export interface Zones {
  /** Names of all zones, sorted. */
  names(): Promise<readonly string[]>;
  find(domain: string): Promise<WireZone | undefined>;
  create(domain: string, accountId: string): Promise<void>;
  /** They are listed again when they are next needed. */
  forget(): void;
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
      aboutDomain(zone.name, domain, fail);
      (await zones()).set(domain, [zone]);
    },
    forget: () => {
      listed = undefined;
    },
  };
}

export function nameserversOf(zone: WireZone): readonly Fqdn[] {
  const names = zone.nameServers.map(absoluteTarget);
  return names.flatMap((name) => (name.ok ? [name.value] : [])).sort();
}

async function listZones(api: Api): Promise<Map<string, readonly WireZone[]>> {
  const { account_id: accountId } = api.account.credentials;
  const { items } = await readAllPages({
    what: 'zones',
    first: 1,
    readPage: async (page) => {
      const { envelope, fail } = await api.call({
        method: 'GET',
        path: '/zones',
        query: { page, per_page: zonesPerPage, ...(accountId === undefined ? {} : { 'account.id': accountId }) },
        kind: 'read',
        operation: 'list zones',
        object: api.account.name,
      });
      return numberedPage(page, readList(envelope.result, 'zones', readZone, fail), envelope.info, fail);
    },
    keyOf: ({ id }) => id,
    perPage: zonesPerPage,
    atMost: maxAccountDomains,
  });
  return byName(items);
}

function byName(zones: readonly WireZone[]): Map<string, readonly WireZone[]> {
  const found = new Map<string, readonly WireZone[]>();
  for (const zone of zones) {
    const domain = parsedDomain(zone.name);
    // A zone whose name no config can hold is nobody's wish.
    if (domain !== undefined) found.set(domain, [...(found.get(domain) ?? []), zone]);
  }
  return found;
}

/** The same name may be there twice (dnscontrol): the active one counts, or the only one that has not moved away. */
function choose(domain: string, zones: readonly WireZone[], api: Api): WireZone | undefined {
  const context: AnswerContext = {
    registrar: 'cloudflare',
    account: api.account.name,
    transport: api.transport,
    request: { operation: 'list zones', object: domain, kind: 'read' },
  };
  const fail = (seen: string) => unexpectedResponse(seen, context);
  const { account_id: wanted } = api.account.credentials;
  for (const { id, accountId } of zones) {
    if (wanted === undefined || wanted === '' || accountId === null || accountId === wanted) continue;
    throw fail(`the zone ${id} of the account ${accountId} where ${wanted} was asked for`);
  }
  onceEach(zones, ({ id }) => id, fail);
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
    context,
  );
}
