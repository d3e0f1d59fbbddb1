import { count } from '../../schema/count.ts';
import { suspicionOf } from '../suspicious-read.ts';
import type { DomainGuard } from './guard.ts';
import { list } from './list.ts';

/** Much of a zone is gone at once, and a second read has agreed: it was lost outside, or the host answers half of it. */
export const suspiciousRead: DomainGuard = {
  code: 'suspicious-read',
  alsoOfRefresh: true,
  check({ desired, zone, recorded, diff, host, calls, refreshOnly }) {
    if (zone === null || desired?.dns === undefined || diff.changes.length === 0) return null;
    const rewrites = refreshOnly ? host?.dns.rewrites === true : calls.some((call) => call.rewrites);
    const found = suspicionOf(zone, desired.dns, recorded, rewrites);
    if (found === null) return null;
    const { missing, rows, rowsBefore, lost: gone } = found;
    const lost = [
      ...(gone === 0 ? [] : [`lacks ${count(gone, 'unmanaged record')} that an apply saw there`]),
      ...(rowsBefore === null || rows >= rowsBefore
        ? []
        : [`shows ${rows} of the ${count(rowsBefore, 'record')} that it had`]),
      ...(missing.length === 0
        ? []
        : [`lacks ${missing.length} of ${count(found.recorded, 'managed record set')}: ${list(missing)}`]),
    ];
    const told = `the zone at ${desired.dns} ${lost.join(', and ')}; two reads said so. Look there before you consent: what is not shown may be there all the same`;
    if (host?.dns.rewrites !== true) return told;
    return `${told}, and ${host.title} has no way to write a record without replacing others: what is not shown would be deleted`;
  },
};
