import { count } from '../../schema/count.ts';
import type { DomainGuard, GuardInput, PlanGuard } from './guard.ts';
import { list } from './list.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Registrars renew some weeks before the expiry; within this time a switched-off renewal may be the last chance. */
const expiryGuardDays = 60;

/** Auto-renew goes off on a domain that expires soon, or whose expiry is not known. */
export const autoRenewOff: DomainGuard = {
  code: 'auto-renew-off',
  check(input) {
    if (!goesOff(input, 'auto_renew')) return null;
    const { registration, now } = input;
    const expiresAt = registration?.expiresAt ?? null;
    if (expiresAt === null) return `auto-renew would go off, and the registrar does not tell when the domain expires`;
    const days = Math.floor((Date.parse(expiresAt) - Date.parse(now)) / dayMs);
    if (days > expiryGuardDays) return null;
    return `auto-renew would go off, and the domain expires on ${expiresAt.slice(0, 10)}, in ${count(days, 'day')}`;
  },
};

/** Of more domains at once nobody has looked at each: a line in `defaults`, not a farewell. */
const fewToLapse = 3;

/** Auto-renew goes off on many domains, whenever they expire. */
export const autoRenewOffInPlan: PlanGuard = {
  code: 'auto-renew-off',
  check(domains) {
    const off = domains.filter((input) => goesOff(input, 'auto_renew')).map(({ domain }) => domain);
    return off.length <= fewToLapse ? null : `auto-renew of ${count(off.length, 'domain')} would go off: ${list(off)}`;
  },
};

/** Anybody with the transfer code could move the domain away. */
export const transferLockOff: DomainGuard = {
  code: 'transfer-lock-off',
  check: (input) =>
    goesOff(input, 'transfer_lock')
      ? `the transfer lock would go off: whoever has the transfer code can take the domain to another registrar`
      : null,
};

/** What was in public directories once cannot be taken back. */
export const privacyOff: DomainGuard = {
  code: 'privacy-off',
  check: (input) =>
    goesOff(input, 'privacy') ? `privacy would go off: the owner's contact data can become public` : null,
};

function goesOff({ diff }: GuardInput, field: 'auto_renew' | 'transfer_lock' | 'privacy'): boolean {
  return diff.settingChanges.some(({ change }) => change.field === field && change.after === false);
}
