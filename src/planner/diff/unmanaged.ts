/** Records that are live and in no record set: why they are left alone, and which declared sets they stand in the way of. */
import type { DnsCapabilities, DnsDescriptor } from '../../schema/capabilities.ts';
import { exclude, type Standing } from '../../schema/dns/coexistence.ts';
import { isRecordType } from '../../schema/dns/record-types.ts';
import type { UnsupportedRecord } from '../inputs.ts';

/** Undefined: its type is unknown to this tool. */
export function whyUnmanaged(record: UnsupportedRecord, { title, dns }: DnsDescriptor): string | undefined {
  if (!isRecordType(record.type)) return undefined;
  if (record.system !== undefined) return record.system;
  if (!isUnreadable(record, dns)) return `not managed at ${title}`;
  return `cannot be read${record.problem === undefined ? '' : `: ${record.problem}`}`;
}

/**
 * The first record that cannot be read and would be answered beside the set, or stand in its way: a set is created beside
 * it, or it would be lost, without anybody having seen what it says.
 */
export function unreadableBeside(
  set: Standing,
  records: readonly UnsupportedRecord[],
  domain: string,
  dns: DnsCapabilities,
): UnsupportedRecord | undefined {
  return records.find((record) => {
    if (record.name !== set.name || !isRecordType(record.type)) return false;
    const inTheWay = record.type === set.type || exclude(set, record, domain, dns);
    return inTheWay && isUnreadable(record, dns);
  });
}

/** The first record that cannot be read among those of this name and type. */
export function unreadableIn(
  set: Pick<Standing, 'name' | 'type'>,
  records: readonly UnsupportedRecord[],
  dns: DnsCapabilities,
): UnsupportedRecord | undefined {
  return records.find((record) => record.name === set.name && record.type === set.type && isUnreadable(record, dns));
}

/** Of a type that is managed, and the user's own: in a set, could it be read. */
export function isUnreadable(record: UnsupportedRecord, { types, isPlaceholder }: DnsCapabilities): boolean {
  const managed = isRecordType(record.type) && types[record.type].access === 'write';
  return managed && record.system === undefined && isPlaceholder?.(record) !== true;
}
