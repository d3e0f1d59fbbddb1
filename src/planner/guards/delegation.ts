import { count } from '../../schema/count.ts';
import type { FormerZone } from '../inputs.ts';
import { defaultRecord, notKnown, type Unanswered } from '../plan.ts';
import { missingLine, setsOfUse, shortAddress } from '../unanswered.ts';
import type { DomainGuard, GuardInput } from './guard.ts';

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
    return `the ${what} would change, and ${use}`;
  },
};

/**
 * How a domain is in use and what it would lose, or null: it is not in use where it is still with the registrar's own
 * nameservers and has no more there than what the registrar puts into each new zone.
 */
function useOf({ desired, registration, former, isDefault, unanswered }: GuardInput): string | null {
  const nameservers = registration?.settings.nameservers;
  if (nameservers === undefined) return 'its present nameservers are not known';
  if (nameservers.length === 0) return null;
  if (former === undefined || former.account === null) return unseen(former, nameservers);
  const { zone, account } = former;
  const own = setsOfUse(zone).filter((set) => !isDefault(set));
  const others = own.length + zone.unsupported.length;
  if (others === 0 && account === desired?.registrar) return null;
  if (others === 0) return `it is served by the zone at ${account}`;
  return (
    lossOf(unanswered.filter(({ cause }) => cause === 'nameservers')) ??
    `it has ${count(others, 'record set')} where it is served now`
  );
}

function unseen(former: FormerZone | undefined, nameservers: readonly string[]): string {
  const unread = former?.account === null ? former.unread : [];
  const [first] = unread;
  if (first !== undefined) {
    const where = unread.map(({ account }) => account).join(' and ');
    return `its zone at ${where} could not be read (${first.message}), so it counts as in use`;
  }
  return `it is served by ${nameservers.join(', ')}, whose records cannot be read from here: compare the zone by hand before you consent`;
}

/** Null: nothing is lost. */
function lossOf(unanswered: readonly Unanswered[]): string | null {
  const gone = unanswered.filter(({ after }) => after === null);
  const unknown = unanswered.filter(({ after }) => after === notKnown);
  const changed = unanswered.filter(({ after }) => after !== null && after !== notKnown);
  const parts = [
    ...(gone.length === 0 ? [] : [`would stop answering ${setsText(gone)}`]),
    ...(changed.length === 0 ? [] : [`would answer otherwise for ${setsText(changed)}`]),
    ...(unknown.length === 0 ? [] : [`may not answer ${setsText(unknown)}`]),
  ];
  if (parts.length === 0) return null;
  return `the new ones ${parts.join(', and ')}${keepingText(unanswered)}`;
}

/** Defaults of a new domain do not count: most are parking, and their lines are shown only where all is asked for. */
function keepingText(unanswered: readonly Unanswered[]): string {
  const kept = unanswered.filter((one) => !one.default && missingLine(one) !== null).length;
  if (kept === 0) return '';
  const lines = kept === 1 ? 'the line that keeps' : 'the lines that keep';
  const which = kept < unanswered.length ? `${kept} of them` : kept === 1 ? 'it' : 'them';
  return `; the plan gives ${lines} ${which}`;
}

/** How many are named before the rest is only counted. */
const named = 8;

/** `7 record sets (2 registrar's default records among them): @ MX, @ TXT, ...`. */
function setsText(sets: readonly Unanswered[]): string {
  const defaults = sets.filter((one) => one.default).length;
  const aside = defaults === 0 ? '' : ` (${count(defaults, defaultRecord)} among them)`;
  const more = sets.length > named ? ` and ${sets.length - named} more` : '';
  return `${count(sets.length, 'record set')}${aside}: ${sets.slice(0, named).map(shortAddress).join(', ')}${more}`;
}
