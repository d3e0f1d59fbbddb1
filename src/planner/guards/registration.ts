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
    const expiry = expiryOf(input);
    if (expiry !== null && expiry.days > expiryGuardDays) return null;
    return `auto-renew would go off, and ${expiryText(expiry)}`;
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

/** Auto-renew goes on when the registrar charges the renewal already, or where nobody can tell whether it does. */
export const spend: DomainGuard = {
  code: 'spend',
  check(input) {
    const charges = input.registrar?.registration.earlyRenewal;
    if (charges === undefined || !becomes(input, 'auto_renew', true)) return null;
    const expiry = expiryOf(input);
    if (expiry !== null && expiry.days > charges.days) return null;
    const from = `${input.registrar?.title} charges renewals from ${count(charges.days, 'day')} before the expiry on`;
    return `auto-renew would go on, and the renewal may be charged at once: ${from}, and ${expiryText(expiry)}`;
  },
};

/** Null where the registrar does not tell it. */
function expiryOf({ registration, now }: GuardInput): { readonly date: string; readonly days: number } | null {
  const expiresAt = registration?.expiresAt ?? null;
  if (expiresAt === null) return null;
  const days = Math.floor((Date.parse(expiresAt) - Date.parse(now)) / dayMs);
  return { date: expiresAt.slice(0, 10), days };
}

function expiryText(expiry: ReturnType<typeof expiryOf>): string {
  if (expiry === null) return 'the registrar does not tell when the domain expires';
  return `the domain expires on ${expiry.date}, in ${count(expiry.days, 'day')}`;
}

function goesOff(input: GuardInput, field: 'auto_renew' | 'transfer_lock' | 'privacy'): boolean {
  return becomes(input, field, false);
}

function becomes({ diff }: GuardInput, field: 'auto_renew' | 'transfer_lock' | 'privacy', value: boolean): boolean {
  return diff.settingChanges.some(({ change }) => change.field === field && change.after === value);
}
