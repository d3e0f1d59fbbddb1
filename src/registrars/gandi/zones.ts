/** Live zones at LiveDNS. */
import type { LiveZone } from '../../planner/inputs.ts';
import type { DsRdata } from '../../schema/dns/rdata.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { readArray } from '../http/guarded-fields.ts';
import { maxAccountDomains, maxZoneRecords } from '../paging.ts';
import type { ZoneQuery } from '../registrar.ts';
import { onceEach } from '../rows.ts';
import { type Api, isNotFound, recordsPerPage } from './api.ts';
import { dsFromLine } from './convert.ts';
import { liveRecords } from './live-zone.ts';
import { nameserversFrom } from './registrations.ts';
import { type StoredSet, storedSetKey } from './stored-set.ts';
import { readFqdn, readKey, readNames, readStoredSet } from './wire.ts';

/** The flag of a key-signing key (RFC 4034 section 2.1.1): the one whose DS belongs at the parent. */
const keySigningKey = 257;

export function zonePath(domain: string): string {
  return `/livedns/domains/${encodeURIComponent(domain)}`;
}

export function recordsPath(domain: string, name?: string, type?: string): string {
  const below = [name, type].filter((part) => part !== undefined).map((part) => `/${encodeURIComponent(part)}`);
  return `${zonePath(domain)}/records${below.join('')}`;
}

/** 404 is also the answer where the token may not see the domain; making the zone then says so. */
export async function readZone(api: Api, { domain, ds, nameservers }: ZoneQuery): Promise<LiveZone> {
  const [stored, hosts] = await Promise.all([
    readZoneSets(api, domain),
    nameservers ? readNameservers(api, domain) : undefined,
  ]);
  const { recordSets, unsupported, native } = liveRecords(domain, stored ?? []);
  const signed = ds && stored !== null ? await readDs(api, domain) : [];
  return {
    domain,
    status: stored === null ? 'absent' : 'present',
    recordSets,
    unsupported,
    nameservers: hosts ?? [],
    ...(signed.length === 0 ? {} : { ds: signed }),
    native,
  };
}

/** All sets of a zone; null where LiveDNS has no such zone. Throws `RegistrarError` where they cannot all be read. */
export async function readZoneSets(api: Api, domain: string): Promise<readonly StoredSet[] | null> {
  const keyOf = (set: StoredSet) => storedSetKey(set);
  const list = { what: 'sets', perPage: recordsPerPage, atMost: maxZoneRecords, keyOf };
  const read = { path: recordsPath(domain), operation: 'read records', object: domain, expect: isNotFound };
  const found = await api.readList({ ...list, read, readItem: (json, fail) => readStoredSet(json, domain, fail) });
  return found && onceEach(found.items, keyOf, found.fail);
}

/** Names of the zones that LiveDNS lists. */
export async function listHostedZones(api: Api, account: string): Promise<readonly string[]> {
  const read = { path: '/livedns/domains', operation: 'list zones', object: account };
  const list = { what: 'zones', perPage: recordsPerPage, atMost: maxAccountDomains, keyOf: (domain: string) => domain };
  return (await api.readList({ ...list, read, readItem: readFqdn }))?.items ?? [];
}

/**
 * The nameservers of the host itself, which LiveDNS computes from the name: also for a zone that is still to be made.
 * (`livedns/domains/{fqdn}/nameservers` answers with NS records at the apex of the zone where there are any.)
 */
async function readNameservers(api: Api, domain: string): Promise<LiveZone['nameservers']> {
  const answer = await api.read({
    path: `/livedns/nameservers/${encodeURIComponent(domain)}`,
    operation: 'read nameservers',
    object: domain,
  });
  return nameserversFrom(readNames(answer.json, 'nameservers', answer.fail), answer.fail);
}

/** The DS set of the keys that sign the zone; empty where none does. */
async function readDs(api: Api, domain: string): Promise<readonly DsRdata[]> {
  const answer = await api.read({ path: `${zonePath(domain)}/keys`, operation: 'read keys', object: domain });
  return readArray(answer.json, 'the list of keys', answer.fail)
    .map((json) => readKey(json, answer.fail))
    .filter((key) => key.flags === keySigningKey && !key.deleted && key.status === 'active')
    .map((key) => {
      const ds = dsFromLine(key.ds);
      if (ds === undefined) throw answer.fail(`ds of a key is "${key.ds}" where a DS record was expected`);
      return ds;
    })
    .sort((a, b) => (printRdata(a) < printRdata(b) ? -1 : 1));
}
