/** Which live sets of a zone are those that the host puts into each new zone, and nobody's yet. Pure. */
import type { DnsCapabilities } from '../schema/capabilities.ts';
import { isWithin } from '../schema/dns/name.ts';
import type { Fqdn } from '../schema/dns/rdata.ts';
import type { RecordSet } from '../schema/dns/record-set.ts';
import type { LiveZone } from './inputs.ts';

/** Types that say where a name leads. */
const leading: readonly string[] = ['A', 'AAAA', 'ALIAS', 'CNAME', 'URL'];

/**
 * A default that points to another name of its own zone (`www CNAME @`) is one only while that name still is as the host
 * made it: else it leads to somebody's own site.
 */
export function defaultsOf(
  { domain, recordSets, unsupported }: Pick<LiveZone, 'domain' | 'recordSets' | 'unsupported'>,
  dns: Pick<DnsCapabilities, 'isDefaultRecordSet' | 'isPlaceholder'>,
): (set: RecordSet) => boolean {
  const isDefault = (set: RecordSet, from: readonly Fqdn[]): boolean =>
    dns.isDefaultRecordSet(set, domain) &&
    targetsOf(set)
      .filter((target) => isWithin(target, domain))
      .every((target) => !from.includes(target) && isUntouched(target, [...from, set.name]));
  const isUntouched = (name: Fqdn, from: readonly Fqdn[]): boolean => {
    const sets = recordSets.filter((set) => set.name === name && leading.includes(set.type));
    const others = unsupported.filter((record) => record.name === name && leading.includes(record.type));
    return (
      sets.length + others.length > 0 &&
      sets.every((set) => isDefault(set, from)) &&
      others.every((record) => dns.isPlaceholder?.(record) === true)
    );
  };
  return (set) => isDefault(set, []);
}

function targetsOf({ values }: RecordSet): readonly Fqdn[] {
  return values.flatMap((value) => {
    if (value.type === 'CNAME' || value.type === 'ALIAS') return [value.target];
    return value.type === 'URL' && URL.canParse(value.url) ? [`${new URL(value.url).hostname}.`] : [];
  });
}
