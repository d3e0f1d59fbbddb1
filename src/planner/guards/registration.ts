import { count } from '../../schema/count.ts';
import type { LiveRegistration, LiveZone } from '../inputs.ts';
import type { ReadProblem } from '../plan.ts';
import type { DomainGuard, GuardInput } from './guard.ts';

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

/** Nameservers or DS of a domain in use change: a mistake takes down everything under the name. */
export const delegation: DomainGuard = {
  code: 'delegation',
  check(input) {
    const changes = input.diff.settingChanges.filter(
      ({ change }) => change.field === 'nameservers' || change.field === 'dnssec',
    );
    if (changes.length === 0) return null;
    const use = useOf(input);
    if (use === null) return null;
    const what = changes.map(({ change }) => change.field).join(' and ');
    return `the ${what} of ${input.domain} would change, and ${use}`;
  },
};

/**
 * How a domain is in use, or null: it is not where it is still with the registrar's own nameservers and has no more
 * there than what the registrar puts into each new zone.
 */
function useOf({ registration, formerZone, isDefaultRecordSet }: GuardInput): string | null {
  const nameservers = registration?.settings.nameservers;
  if (nameservers === undefined) return 'its present nameservers are not known';
  if (nameservers.length === 0) return null;
  if (formerZone === undefined || 'problem' in formerZone) return `${unread(formerZone)}, so it counts as in use`;
  if (!servedBy(formerZone, registration)) return `it is served by ${nameservers.join(', ')}`;
  const own = formerZone.recordSets.filter((set) => set.system === undefined && !isDefaultRecordSet(set));
  const others = own.length + formerZone.unsupported.length;
  return others === 0 ? null : `it has ${count(others, 'record set')} where it is served now`;
}

function unread(zone: ReadProblem | undefined): string {
  return zone === undefined
    ? 'its zone at the registrar cannot be read'
    : `its zone at the registrar could not be read (${zone.problem.message})`;
}

function servedBy(zone: LiveZone, registration: LiveRegistration | null): boolean {
  if (zone.status !== 'present') return false;
  const hosts = new Set(zone.nameservers);
  return (registration?.settings.nameservers ?? []).every((name) => hosts.has(name));
}
