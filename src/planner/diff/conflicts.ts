import type { RecordType } from '../../schema/dns/rdata.ts';

/**
 * Whether two record sets of these types cannot stand at one name: a CNAME stands alone (RFC 1034 section 3.6.2), and
 * a host's ALIAS, a CNAME that the host flattens at the apex, or a web redirect answers for A and AAAA itself.
 */
export function conflictsWith(a: RecordType, b: RecordType, flattened: boolean): boolean {
  if (a === b) return false;
  if (!flattened && (a === 'CNAME' || b === 'CNAME')) return true;
  const pointer = (type: RecordType) => type === 'ALIAS' || type === 'URL' || (type === 'CNAME' && flattened);
  if (pointer(a) || pointer(b)) return isAddress(a) || isAddress(b) || (pointer(a) && pointer(b));
  return false;
}

function isAddress(type: RecordType): boolean {
  return type === 'A' || type === 'AAAA';
}
