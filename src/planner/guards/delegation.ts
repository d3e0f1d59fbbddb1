import { count } from '../../schema/count.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import type { FormerZone } from '../inputs.ts';
import { defaultRecord, notKnown, type Unanswered } from '../plan.ts';
import { missingLine, setsOfUse, shortAddress } from '../unanswered.ts';
import { sameSetting } from '../value.ts';
import type { DomainGuard, GuardInput } from './guard.ts';

/** Nameservers or DS of a domain in use change: a mistake takes down everything under the name. */
export const delegation: DomainGuard = {
  code: 'delegation',
  check(input) {
    const changes = input.diff.settingChanges.filter(
      ({ change }) => change.field === 'nameservers' || change.field === 'dnssec',
    );
    if (changes.length === 0) return null;
    const ds = oldDsOf(input);
    const use = useOf(input);
    if (use === null) return ds;
    const what = changes.map(({ change }) => change.field).join(' and ');
    const moved = `the ${what} would change, and ${use}`;
    return ds === null ? moved : `${ds}; ${moved}`;
  },
};

/**
 * What validating resolvers make of new nameservers by the DS that is live, or null: there is none that is known, or the new
 * zone signs with its key. Resolvers keep a DS for its TTL, so one that goes in the same run comes too late (RFC 6781, 4.3.5).
 */
function oldDsOf({ diff, registration, zone }: GuardInput): string | null {
  const changes = diff.settingChanges.map(({ change }) => change);
  const nameservers = changes.find((change) => change.field === 'nameservers');
  const before = (registration?.settings.dnssec ?? []).map(printRdata);
  if (nameservers === undefined || before.length === 0) return null;
  const isOfZone = zone?.nameservers !== undefined && sameSetting(nameservers.after, zone.nameservers);
  const signedWith = isOfZone ? (zone.ds ?? []).map(printRdata) : [];
  if (before.some((ds) => signedWith.includes(ds))) return null;
  const ds = `DS ${before.join(' and DS ')}`;
  const unless = 'unless they sign with its key';
  return changes.some(({ field }) => field === 'dnssec')
    ? `${ds} would go in the same run as the old nameservers, and validating resolvers, which keep it for its TTL, would refuse every answer of the new nameservers until then, ${unless}: first remove it (dnssec: off), wait a day or two, then change the nameservers`
    : `${ds} ${before.length === 1 ? 'stays' : 'stay'} at the registry: validating resolvers will refuse every answer of the new nameservers, ${unless}. First remove it (dnssec: off), wait a day or two, then change the nameservers`;
}

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
  const among = sets.length === 1 ? `a ${defaultRecord}` : `${count(defaults, defaultRecord)} among them`;
  const aside = defaults === 0 ? '' : ` (${among})`;
  const more = sets.length > named ? ` and ${sets.length - named} more` : '';
  return `${count(sets.length, 'record set')}${aside}: ${sets.slice(0, named).map(shortAddress).join(', ')}${more}`;
}
