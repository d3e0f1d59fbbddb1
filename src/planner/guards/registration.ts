import { count } from '../../schema/count.ts';
import type { DomainGuard } from './guard.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Registrars renew some weeks before the expiry; within this time a switched-off renewal may be the last chance. */
const expiryGuardDays = 60;

/** Auto-renew goes off on a domain that expires soon, or whose expiry is not known. */
export const autoRenewOff: DomainGuard = {
  code: 'auto-renew-off',
  check({ diff, registration, now, domain }) {
    const off = diff.settingChanges.some(({ change }) => change.field === 'auto_renew' && !change.after);
    if (!off) return null;
    const expiresAt = registration?.expiresAt ?? null;
    if (expiresAt === null)
      return `auto-renew of ${domain} would go off, and its registrar does not tell when it expires`;
    const days = Math.floor((Date.parse(expiresAt) - Date.parse(now)) / dayMs);
    if (days > expiryGuardDays) return null;
    return `auto-renew of ${domain} would go off, and it expires on ${expiresAt.slice(0, 10)}, in ${count(days, 'day')}`;
  },
};
