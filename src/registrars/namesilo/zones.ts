/** Reading zones: one request, all records. */
import type { LiveZone } from '../../planner/inputs.ts';
import type { ZoneQuery } from '../registrar.ts';
import { UnexpectedShape } from '../unexpected-shape.ts';
import type { Api } from './api.ts';
import { type StoredRow, storedRows } from './convert.ts';
import { liveZone } from './live-zone.ts';
import { isParkingAddress } from './record-rules.ts';
import { readDomainInfo, readRows } from './wire.ts';

/** Throws `RegistrarError`. */
export async function readZone(api: Api, { domain, services = [] }: ZoneQuery): Promise<LiveZone> {
  const zone = liveZone(domain, await readStoredRows(api, domain));
  // A forwarded domain has the parking addresses; one with others is not forwarded.
  const mayForward = zone.recordSets.some((set) => isParkingAddress(set, domain));
  if (!services.includes('web') || !mayForward) return zone;
  const place = { operation: 'read web forwarding', object: domain, kind: 'read' } as const;
  const { forwardsTo } = await api.call({ ...place, name: 'getDomainInfo', parameters: { domain } }, readDomainInfo);
  return { ...zone, services: forwardsTo === null ? [] : [`web forwarding to ${forwardsTo || 'another address'}`] };
}

export async function readStoredRows(api: Api, domain: string): Promise<readonly StoredRow[]> {
  const place = { operation: 'read records', object: domain, kind: 'read' } as const;
  return api.call({ ...place, name: 'dnsListRecords', parameters: { domain } }, (reply) => {
    const rows = storedRows(readRows(reply), domain);
    if (rows === null) throw new UnexpectedShape(`hosts of another zone than ${domain} among full names`);
    return rows;
  });
}
