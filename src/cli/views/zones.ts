/** Live zones as other programs read them. */
import { zoneFile } from '../../exchange/export/zone-file.ts';
import { printValues } from '../../schema/dns/record-sets.ts';
import type { ReadZone } from '../../workflow/read-zones.ts';
import type { ZoneFormat } from '../arguments/export.ts';
import { jsonText } from './formats.ts';

/** Of one zone, as a file of its own. */
export function zoneDocument(zone: ReadZone, format: ZoneFormat): string {
  return format === 'zone'
    ? zoneFile(zone.live, zone.host.title)
    : jsonText({ format_version: '1.0', ...zoneJson(zone) });
}

/** Of several. */
export function zonesText(zones: readonly ReadZone[], format: ZoneFormat): string {
  if (format === 'zone') return zones.map((zone) => zoneDocument(zone, format)).join('\n');
  return jsonText({ format_version: '1.0', zones: zones.map(zoneJson) });
}

function zoneJson({ domain, account, live }: ReadZone) {
  return {
    domain,
    account,
    nameservers: live.nameservers,
    record_sets: live.recordSets.map((set) => ({
      name: set.name,
      type: set.type,
      ttl: set.ttlSeconds,
      values: printValues(set),
      ...(Object.keys(set.options).length === 0 ? {} : { options: set.options }),
      ...(set.irregular === undefined ? {} : { irregular: set.irregular }),
      ...(set.system === undefined ? {} : { system: set.system }),
    })),
    unsupported: live.unsupported.map(({ name, type, text }) => ({ name, type, text })),
  };
}
