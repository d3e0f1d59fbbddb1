/** The zones of one account: listed once, then remembered; made on request. */
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { orRegistrarError, RegistrarError } from '../errors.ts';
import { type AnswerContext, answerError, unexpectedResponse } from '../http/answers.ts';
import type { Fail } from '../http/fields.ts';
import { maxAccountDomains, readAllPages } from '../paging.ts';
import { aboutDomain, listedDomain, onceEach } from '../rows.ts';
import type { Api } from './api.ts';
import { numberedPage, readList, readName, readZone, type WireZone } from './wire.ts';

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
  let listed: Promise<Map<string, readonly ListedZone[]>> | undefined;
  const zones = () => {
    listed ??= listZones(api);
    return listed;
  };

  return {
    names: async () => {
      const answering = [...(await zones())].filter(([, found]) => found.some(({ zone }) => mayAnswer(zone)));
      return answering.map(([name]) => name).sort();
    },
    find: async (domain) => choose(domain, (await zones()).get(domain) ?? [], api),
    create: async (domain, accountId) => {
      // Before the first zone is made: a list that grows while it is read has zones twice, or not at all.
      const known = await zones();
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
      known.set(domain, [{ key: zone.id, name: zone.name, zone }]);
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

/** An item of the list. One that cannot be read is the error of its name alone. */
interface ListedZone {
  readonly key: string;
  readonly name: string;
  readonly zone: WireZone | RegistrarError;
}

function readListed(item: unknown, fail: Fail): ListedZone {
  const name = readName(item, 'name', fail);
  const zone = orRegistrarError(() => readZone(item, fail));
  return { key: zone instanceof RegistrarError ? JSON.stringify(item) : zone.id, name, zone };
}

/** Whether resolvers out there may be answered from it. */
function mayAnswer(zone: WireZone | RegistrarError): boolean {
  return zone instanceof RegistrarError || zone.type === 'full' || zone.type === 'secondary';
}

async function listZones(api: Api): Promise<Map<string, readonly ListedZone[]>> {
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
      return numberedPage(page, readList(envelope.result, 'zones', readListed, fail), envelope.info, fail);
    },
    keyOf: ({ key }) => key,
    perPage: zonesPerPage,
    atMost: maxAccountDomains,
  });
  return byName(items);
}

function byName(zones: readonly ListedZone[]): Map<string, readonly ListedZone[]> {
  const found = new Map<string, readonly ListedZone[]>();
  for (const zone of zones) {
    const domain = listedDomain(zone.name);
    found.set(domain, [...(found.get(domain) ?? []), zone]);
  }
  return found;
}

/** Why a zone of another type is none to keep records in. */
const notKept: Readonly<Record<Exclude<WireZone['type'], 'full'>, string>> = {
  partial: 'is partial (a CNAME setup): another DNS host answers for the domain',
  secondary: 'is secondary: its records come from another server',
  internal: 'is internal: only resolvers inside of the account see it',
};

/** The same name may be there twice (dnscontrol): the active one counts, or the only one that has not moved away. */
function choose(domain: string, listed: readonly ListedZone[], api: Api): WireZone | undefined {
  const context: AnswerContext = {
    registrar: 'cloudflare',
    account: api.account.name,
    transport: api.transport,
    request: { operation: 'list zones', object: domain, kind: 'read' },
  };
  const fail = (seen: string) => unexpectedResponse(seen, context);
  const found = listed.map(({ zone }) => {
    if (zone instanceof RegistrarError) throw zone;
    return zone;
  });
  const { account_id: wanted } = api.account.credentials;
  for (const { id, accountId } of found) {
    if (wanted === undefined || wanted === '' || accountId === null || accountId === wanted) continue;
    throw fail(`the zone ${id} of the account ${accountId} where ${wanted} was asked for`);
  }
  onceEach(found, ({ id }) => id, fail);
  // An internal zone beside the public one of the same name is another zone.
  const isAlone = found.every(({ type }) => type === 'internal');
  const zones = isAlone ? found : found.filter(({ type }) => type !== 'internal');
  const zone = zones.length <= 1 ? zones[0] : current(zones, context);
  if (zone === undefined || zone.type === 'full') return zone;
  throw answerError(
    {
      code: 'rejected',
      seen: `the zone ${notKept[zone.type]}`,
      advice: 'Only zones of the type full are managed here: change its type in the dashboard, or set dns: none.',
    },
    context,
  );
}

function current(zones: readonly WireZone[], context: AnswerContext): WireZone {
  const active = zones.filter(({ status }) => status === 'active');
  const staying = zones.filter(({ status }) => status !== 'moved');
  const [only] = active.length === 0 ? staying : active;
  if (only !== undefined && (active.length === 1 || (active.length === 0 && staying.length === 1))) return only;
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
