/** Rules of a zone about records that point to names of the same zone. */
import { bad, type Problem } from '../result.ts';
import { displayName } from './name.ts';
import type { Fqdn, Rdata } from './rdata.ts';
import type { RecordSet } from './record-set.ts';
import { ownerText, type Zone } from './zone.ts';

/** CNAME and ALIAS that lead back to themselves. A loop is said once, at the member whose name sorts first. */
export function checkLoop(set: RecordSet, zone: Zone): Problem | undefined {
  if (set.type !== 'CNAME' && set.type !== 'ALIAS') return undefined;
  const path = new Set<Fqdn>([set.name]);
  for (let next = zone.pointer(set.name)?.target; next !== undefined; next = zone.pointer(next)?.target) {
    if (next === set.name) return [...path].every((name) => set.name <= name) ? loop(set, [...path]) : undefined;
    // A loop further on, which this set only leads into, is said at its own members.
    if (path.has(next)) return undefined;
    path.add(next);
  }
  return undefined;
}

function loop(set: RecordSet, path: readonly Fqdn[]): Problem {
  if (path.length === 1) return bad(`${ownerText(set)} points to itself`, 'write the name it should point to').problem;
  const names = [...path, set.name].map(displayName).join(' to ');
  return bad(`${ownerText(set)} goes in a circle: ${names}`, 'let one of them point outside the circle').problem;
}

/** RFC 2181 section 10.3 (MX, NS) and RFC 2782 (SRV): a target is not an alias. */
export function checkTargets(set: RecordSet, zone: Zone): Problem | undefined {
  for (const value of set.values) {
    const target = serverName(value);
    if (target === undefined) continue;
    const pointer = zone.pointer(target);
    if (pointer?.visible !== true) continue;
    return bad(
      `${ownerText(set)} points to ${displayName(target)}, which is a CNAME; ${set.type} needs a name with addresses of its own`,
      `point it to ${displayName(pointer.target)}, or give ${displayName(target)} A and AAAA instead of the CNAME`,
    ).problem;
  }
  return undefined;
}

function serverName(value: Rdata): Fqdn | undefined {
  if (value.type === 'MX') return value.exchange;
  return value.type === 'NS' || value.type === 'SRV' ? value.target : undefined;
}
