/** Declared MX, NS and SRV that lead to a CNAME which is live and which nobody declares: the config alone cannot show it. Pure. */
import type { DnsDescriptor } from '../schema/capabilities.ts';
import type { DesiredDomain } from '../schema/desired.ts';
import { isPlainCname } from '../schema/dns/coexistence.ts';
import { checkTargets } from '../schema/dns/pointer-rules.ts';
import { recordSetKey } from '../schema/dns/record-sets.ts';
import { makeZone } from '../schema/dns/zone.ts';
import type { LiveZone } from './inputs.ts';
import type { RecordSetChange } from './plan.ts';

/** One for each such set, also where nothing changes: what it points to does not work until then. */
export function notesOfAliases(
  { domain, recordSets }: Pick<DesiredDomain, 'domain' | 'recordSets'>,
  zone: LiveZone,
  changes: readonly RecordSetChange[],
  { title, dns }: DnsDescriptor,
): readonly string[] {
  const declared = new Set(recordSets.map(recordSetKey));
  const gone = new Set(
    changes.flatMap(({ before, after }) => (after === null && before !== null ? [recordSetKey(before)] : [])),
  );
  const aliases = zone.recordSets.filter(
    (set) => isPlainCname(set, domain, dns) && !declared.has(recordSetKey(set)) && !gone.has(recordSetKey(set)),
  );
  if (aliases.length === 0) return [];
  const live = makeZone(domain, aliases, dns);
  return recordSets.flatMap((set) => {
    const problem = checkTargets(set, live);
    return problem === undefined
      ? []
      : [`${problem.message}; that CNAME is live at ${title}, and nobody declares it: ${problem.suggestion}`];
  });
}
