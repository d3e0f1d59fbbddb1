/** What the API tells rows apart by, and which changes of a row it therefore ignores, with success. Pure. */
import type { RecordType } from '../../schema/dns/rdata.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { rdataOf } from './convert.ts';
import type { HostRow } from './wire.ts';

/**
 * Of rows of one name and type: not the preference of MX, nor the flags of CAA (dnscontrol issues 2277, 3320 and 4637).
 * That it is not letter case either is NOT VERIFIED: what is ignored would never be done, what is not costs a request more.
 */
export function rowIdentity({ type, address }: Pick<HostRow, 'type' | 'address'>): string {
  const text = address.toLowerCase();
  if (type === 'TXT') return text;
  return type === 'CAA' ? text.replace(/^\s*\d+\s+/, '') : text.replace(/\.$/, '');
}

/** Whether the API would leave the live row as it is where this one is sent. */
export function isIgnored(row: HostRow, live: HostRow): boolean {
  if (row.type !== live.type || row.name.toLowerCase() !== live.name.toLowerCase()) return false;
  return rowIdentity(row) === rowIdentity(live) && printed(row) !== printed(live);
}

function printed(row: HostRow): string {
  const rdata = rdataOf(row);
  return rdata.ok ? printRdata(rdata.value) : row.address;
}

/** Why such a row is taken out and put back. */
export function twoStepsReason(type: RecordType | undefined): string {
  if (type === 'MX') return `Namecheap ignores a changed MX preference, so ${twice}: mail has a gap of one request`;
  const what = type === 'CAA' ? 'ignores changed CAA flags' : 'may ignore a change of letter case';
  return `Namecheap ${what}, so ${twice}: there is a gap of one request`;
}

const twice = 'the record is taken out and put back';
