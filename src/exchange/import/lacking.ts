/** What a domain of the config has live and does not declare: entries to be added to it. */
import { ignoreMatcher } from '../../planner/ignore.ts';
import type { DnsDescriptor } from '../../schema/capabilities.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { recordSetKey } from '../../schema/dns/record-sets.ts';
import { checkZone } from '../../schema/dns/zone-rules.ts';
import type { Held } from '../holdings.ts';
import { zoneRows } from './zone-rows.ts';

/**
 * None of a domain whose zone is managed elsewhere, or whose config is the whole truth (`foreign: delete`); nor what the
 * config ignores, or what cannot stand beside what it declares.
 */
export function lackingSets({ domain, zone }: Held, desired: DesiredDomain, host: DnsDescriptor): readonly RecordSet[] {
  if (zone === undefined || zone.account !== desired.dns || desired.foreign === 'delete') return [];
  const declared = new Set(desired.recordSets.map(recordSetKey));
  const isIgnored = ignoreMatcher(desired.ignore, domain);
  const sets = zoneRows(zone.live, host)
    .flatMap((row) => (row.kind === 'set' ? [row.set] : []))
    .filter((set) => !declared.has(recordSetKey(set)) && !isIgnored(set.name, set.type));
  const fits = (added: readonly RecordSet[]): boolean => {
    const entries = [...desired.recordSets, ...added].map((set) => ({ set }));
    return checkZone(domain, entries, host.dns).length === 0;
  };
  if (fits(sets)) return sets;
  const kept: RecordSet[] = [];
  for (const set of sets) if (fits([...kept, set])) kept.push(set);
  return kept;
}
