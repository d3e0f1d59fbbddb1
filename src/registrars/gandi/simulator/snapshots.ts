/** `/livedns/domains/{fqdn}/snapshots`. A zone is set back by writing the `zone_data` of one. */
import { randomUUID } from 'node:crypto';
import type { SimulatorResponse } from '../../simulator/simulator.ts';
import { invalid, json, message, noContent, notFound, page } from './http.ts';
import { type Exchange, type Route, routes } from './routing.ts';
import { isoSeconds, type Snapshot, type Zone } from './world.ts';

export const snapshotRoutes: readonly Route[] = [
  ...routes('/livedns/domains/:fqdn/snapshots', { GET: list, POST: create }),
  ...routes('/livedns/domains/:fqdn/snapshots/:id', { GET: show, PATCH: rename, DELETE: remove }),
];

/** The zone with one snapshot more, where it makes them by itself. */
export function withSnapshot(zone: Zone, now: Date): Zone {
  if (!zone.automaticSnapshots) return zone;
  return { ...zone, snapshots: [...zone.snapshots, snapshotOf(zone, now, isoSeconds(now), true)] };
}

function snapshotOf(zone: Zone, now: Date, name: string, automatic: boolean): Snapshot {
  return { id: randomUUID(), name, createdAt: isoSeconds(now), automatic, sets: zone.sets };
}

function list({ request, world, param }: Exchange): SimulatorResponse {
  const { fqdn, zone } = world.hosted(param('fqdn'));
  const automatic = request.query.get('automatic');
  const shown = zone.snapshots.filter((snapshot) => automatic === null || String(snapshot.automatic) === automatic);
  return page(
    request,
    shown.map((snapshot) => wireSnapshot(fqdn, snapshot)),
  );
}

function create({ world, param, body }: Exchange): SimulatorResponse {
  const { fqdn, zone } = world.hosted(param('fqdn'));
  const { name = `${isoSeconds(world.now()).slice(0, 10)} ${zone.snapshots.length + 1}` } = body();
  if (typeof name !== 'string') throw invalid([{ name: 'name', description: 'not a text' }]);
  const snapshot = snapshotOf(zone, world.now(), name, false);
  world.updateZone(fqdn, { snapshots: [...zone.snapshots, snapshot] });
  return json(201, { id: snapshot.id, message: 'Zone Snapshot Created' }, { location: hrefOf(fqdn, snapshot) });
}

function show(exchange: Exchange): SimulatorResponse {
  const { fqdn, snapshot } = found(exchange);
  const zone_data = snapshot.sets.map(({ name, type, ttlSeconds, values }) => ({
    rrset_name: name,
    rrset_type: type,
    rrset_ttl: ttlSeconds,
    rrset_values: values,
  }));
  return json(200, { ...wireSnapshot(fqdn, snapshot), zone_data });
}

function rename(exchange: Exchange): SimulatorResponse {
  const { fqdn, snapshot, snapshots } = found(exchange);
  const { name } = exchange.body();
  if (typeof name !== 'string') throw invalid([{ name: 'name', description: 'required' }]);
  exchange.world.updateZone(fqdn, {
    snapshots: snapshots.map((other) => (other.id === snapshot.id ? { ...other, name } : other)),
  });
  return message(200, 'Zone Snapshot Updated');
}

function remove(exchange: Exchange): SimulatorResponse {
  const { fqdn, snapshot, snapshots } = found(exchange);
  exchange.world.updateZone(fqdn, { snapshots: snapshots.filter((other) => other.id !== snapshot.id) });
  return noContent;
}

function found({ world, param }: Exchange) {
  const { fqdn, zone } = world.hosted(param('fqdn'));
  const snapshot = zone.snapshots.find(({ id }) => id === param('id'));
  if (snapshot === undefined) throw notFound();
  return { fqdn, snapshot, snapshots: zone.snapshots };
}

function wireSnapshot(fqdn: string, snapshot: Snapshot): object {
  const { id, name, createdAt, automatic } = snapshot;
  return { id, name, created_at: createdAt, automatic, href: hrefOf(fqdn, snapshot) };
}

function hrefOf(fqdn: string, { id }: Snapshot): string {
  return `https://api.gandi.net/v5/livedns/domains/${fqdn}/snapshots/${id}`;
}
