import { count } from '../../schema/count.ts';
import { displayName } from '../../schema/dns/name.ts';
import type { MovedZone } from '../moving/moved-zone.ts';
import type { ZoneFile } from './read-zone-file.ts';

/** The zone, with sentences on what stands in its file and is none of it. */
export function movedZoneFile({ domain, records, unknown, made, outside }: ZoneFile): MovedZone {
  const remarks: string[] = [];
  if (made.size > 0) {
    const types = [...made].map(([type, n]) => (n === 1 ? type : `${n} ${type}`)).join(', ');
    remarks.push(`left out, as each host makes its own: ${types}.`);
  }
  if (outside.length > 0) {
    const names = outside.map(displayName).join(', ');
    remarks.push(`left out, as ${count(outside.length, 'name')} outside the zone: ${names}.`);
  }
  return { domain, records, unmanaged: unknown, remarks };
}
