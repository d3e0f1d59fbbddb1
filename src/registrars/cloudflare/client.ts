/** One account at Cloudflare: reads live state, executes compiled calls. */
import type { LiveZone } from '../../planner/inputs.ts';
import type { AccountConfig } from '../../schema/desired.ts';
import type { DsRdata } from '../../schema/dns/rdata.ts';
import { parseRdata } from '../../schema/dns/record-types.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { answerError } from '../http/answers.ts';
import { type Fail, isJson } from '../http/fields.ts';
import type { Transport } from '../http/transport.ts';
import { maxZoneRecords, readAllPages } from '../paging.ts';
import type { WholeClient, ZoneQuery } from '../registrar.ts';
import { aboutDomain } from '../rows.ts';
import { type Api, createApi } from './api.ts';
import { type Batch, batchLimit, type CallBody, type NativeZone } from './calls.ts';
import { liveRecords } from './live-zone.ts';
import { createRegistrations } from './registrations.ts';
import { numberedPage, readDnssec, readList, readRecord, type WireRecord, type WireZone } from './wire.ts';
import { createZones, nameserversOf } from './zones.ts';

/** The largest page that is documented as such (external-dns, its Cloudflare tutorial); a zone holds fewer. */
export const recordsPerPage = 5000;

export function createClient(account: AccountConfig, transport: Transport): WholeClient {
  const api = createApi(account, transport);
  const zones = createZones(api);
  const registrations = createRegistrations(api, zones, accountId);

  function accountId(purpose: string): string {
    const id = account.credentials.account_id;
    if (id !== undefined && id !== '') return id;
    throw missing(api, account.name, `no account_id, which ${purpose} need`, 'unauthorized');
  }

  return {
    verify: async () => {
      // Proves the token and its permission to read zones; `/user/tokens/verify` serves user tokens only.
      await api.call({
        method: 'GET',
        path: '/zones',
        query: { per_page: 5 },
        kind: 'read',
        operation: 'verify credentials',
        object: account.name,
      });
    },
    forgetLists: zones.forget,
    registration: { listRegistrations: registrations.list, readRegistrations: registrations.read },
    dns: {
      listZones: zones.names,
      readZone: async (query) => {
        const zone = await zones.find(query.domain);
        if (zone !== undefined) return readLiveZone(api, zone, query);
        if (account.credentials.account_id) return absentZone(query.domain);
        throw missing(api, query.domain, 'no zone of this name, and no account_id to make one with', 'not-found');
      },
    },
    execute: async (call) => {
      const body = call.body as CallBody;
      switch (body.kind) {
        case 'batch':
          return sendBatch(api, body);
        case 'create-zone':
          return zones.create(body.domain, accountId('new zones'));
        case 'auto-renew':
          return registrations.setAutoRenew(body.domain, body.autoRenew);
      }
    },
  };
}

function missing(api: Api, object: string, seen: string, code: 'unauthorized' | 'not-found') {
  const advice =
    'Add account_id to the credentials of this account in the config: it stands in the address of the dashboard, dash.cloudflare.com/ID.';
  return answerError(
    { code, seen, advice },
    {
      registrar: 'cloudflare',
      account: api.account.name,
      transport: api.transport,
      request: { operation: 'read', object, kind: 'read' },
    },
  );
}

function absentZone(domain: string): LiveZone {
  return { domain, status: 'absent', recordSets: [], unsupported: [], nameservers: [], native: null };
}

async function readLiveZone(api: Api, zone: WireZone, { domain, ds }: ZoneQuery): Promise<LiveZone> {
  const [records, dsSet] = await Promise.all([
    listRecords(api, zone, domain),
    ds ? readDs(api, zone, domain) : undefined,
  ]);
  const native: NativeZone = { zoneId: zone.id, batchLimit: batchLimit(zone.plan), free: zone.plan === 'free' };
  return {
    domain,
    status: 'present',
    ...records,
    nameservers: nameserversOf(zone),
    ...(dsSet === undefined ? {} : { ds: dsSet }),
    native,
  };
}

async function listRecords(api: Api, zone: WireZone, domain: string) {
  const { items, fail } = await readAllPages({
    what: 'records',
    first: 1,
    readPage: async (page) => {
      const { envelope, fail } = await api.call({
        method: 'GET',
        path: `/zones/${encodeURIComponent(zone.id)}/dns_records`,
        query: { page, per_page: recordsPerPage },
        kind: 'read',
        operation: 'read records',
        object: domain,
      });
      return numberedPage(page, readList(envelope.result, 'records', readRecord, fail), envelope.info, fail);
    },
    keyOf: ({ id }) => id,
    perPage: recordsPerPage,
    atMost: maxZoneRecords,
  });
  for (const record of items) checkZone(record, zone, domain, fail);
  return liveRecords(domain, items, fail);
}

/** Where a record tells which zone it is of; newer answers do not. */
function checkZone({ zoneId, zoneName }: WireRecord, zone: WireZone, domain: string, fail: Fail): void {
  if (zoneId !== null && zoneId !== zone.id)
    throw fail(`a record of the zone ${zoneId} where ${zone.id} was asked for`);
  if (zoneName !== null) aboutDomain(zoneName, domain, fail);
}

/** Undefined: the zone is not signed. A zone that waits for its DS at the parent is `pending`. */
async function readDs(api: Api, zone: WireZone, domain: string): Promise<readonly DsRdata[] | undefined> {
  const { envelope, fail } = await api.call({
    method: 'GET',
    path: `/zones/${encodeURIComponent(zone.id)}/dnssec`,
    kind: 'read',
    operation: 'read DNSSEC',
    object: domain,
  });
  const { status, keyTag, algorithm, digestType, digest } = readDnssec(envelope.result, fail);
  if (status !== 'active' && status !== 'pending') return undefined;
  // Right after signing was turned on, the values are still to come.
  if (keyTag === null || digest === null) return undefined;
  const parsed = parseRdata('DS', `${keyTag} ${algorithm} ${digestType} ${digest}`, absoluteTarget);
  if (!parsed.ok || parsed.value.type !== 'DS') throw fail(`the DS ${keyTag} ${algorithm} ${digestType} ${digest}`);
  return [parsed.value];
}

async function sendBatch(api: Api, batch: Batch): Promise<void> {
  const { domain, zoneId, deletes, patches, posts } = batch;
  if (zoneId === null) throw new Error(`the batch for ${domain} was compiled before its zone was there`);
  const filled = Object.entries({ deletes, patches, posts }).filter(([, list]) => list.length > 0);
  const { envelope, context } = await api.call({
    method: 'POST',
    path: `/zones/${encodeURIComponent(zoneId)}/dns_records/batch`,
    body: { json: Object.fromEntries(filled) },
    kind: 'write',
    operation: 'POST dns_records/batch',
    object: domain,
  });
  // Cloudflare says yes to proxying an address that it does not proxy, and leaves it as it is (dnscontrol issue 4776).
  const result = isJson(envelope.result) ? envelope.result : {};
  const sent = [...patches, ...posts];
  const answered = [result.patches, result.posts].flatMap((list) => (Array.isArray(list) ? list : []));
  sent.forEach(({ proxied }, index) => {
    const record: unknown = answered[index];
    if (proxied !== true || !isJson(record) || record.proxied !== false) return;
    throw answerError(
      {
        code: 'rejected',
        seen: `${String(record.type)} ${String(record.name)} was written, but not proxied`,
        advice: 'Cloudflare does not proxy this target: write the record without proxied, or with another target.',
        effectKnown: false,
      },
      context,
    );
  });
}
