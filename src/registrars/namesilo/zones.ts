/** Reading zones: one request, all records. */
import type { LiveZone } from '../../planner/inputs.ts';
import type { Api } from './api.ts';
import { type StoredRow, storedRows } from './convert.ts';
import { liveZone } from './live-zone.ts';
import { readRows } from './wire.ts';

/** Throws `RegistrarError`. */
export async function readZone(api: Api, domain: string): Promise<LiveZone> {
  return liveZone(domain, await readStoredRows(api, domain));
}

export async function readStoredRows(api: Api, domain: string): Promise<readonly StoredRow[]> {
  const place = { operation: 'read records', object: domain, kind: 'read' } as const;
  const rows = await api.call({ ...place, name: 'dnsListRecords', parameters: { domain } }, readRows);
  return storedRows(rows, domain);
}
