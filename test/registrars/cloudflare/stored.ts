/** What the simulator of Cloudflare holds, read and written past its API: what somebody else has put there. */
import {
  idOf,
  type RegistrationDocument,
  type StoredRecord,
  type ZoneDocument,
} from '../../../src/registrars/cloudflare/simulator/documents.ts';
import type { RegistrarClient } from '../../../src/registrars/registrar.ts';
import type { Simulated } from '../../helpers/simulated.ts';

export function storedZone({ store }: Simulated<RegistrarClient>, domain: string): ZoneDocument {
  const zone = store.get(`zone:${domain}`) as ZoneDocument | undefined;
  if (zone === undefined) throw new Error(`no zone ${domain}`);
  return zone;
}

export function changeZone(
  simulated: Simulated<RegistrarClient>,
  domain: string,
  changes: Partial<ZoneDocument>,
): void {
  simulated.store.set(`zone:${domain}`, { ...storedZone(simulated, domain), ...changes });
}

export function storedRecords(simulated: Simulated<RegistrarClient>, domain: string): readonly StoredRecord[] {
  return storedZone(simulated, domain).records;
}

/** Adds a record as it is. */
export function storeRecord(
  simulated: Simulated<RegistrarClient>,
  domain: string,
  record: Pick<StoredRecord, 'name' | 'type' | 'content'> & Partial<StoredRecord>,
): StoredRecord {
  const zone = storedZone(simulated, domain);
  const at = '2026-11-01T12:00:00.000000Z';
  const stored: StoredRecord = {
    id: idOf('stored', zone.records.length),
    proxiable: false,
    proxied: false,
    ttl: 300,
    settings: {},
    meta: {},
    comment: null,
    tags: [],
    created_on: at,
    modified_on: at,
    ...record,
  };
  changeZone(simulated, domain, { records: [...zone.records, stored] });
  return stored;
}

export function changeRegistration(
  simulated: Simulated<RegistrarClient>,
  domain: string,
  changes: Partial<RegistrationDocument>,
): void {
  const key = `registration:${domain}`;
  simulated.store.set(key, { ...(simulated.store.get(key) as RegistrationDocument), ...changes });
}
