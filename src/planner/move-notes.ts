import { count } from '../schema/count.ts';
import type { RecordSet } from '../schema/dns/record-set.ts';
import { printValues } from '../schema/dns/record-sets.ts';
import { notKnown, type RecordSetChange, type Unanswered } from './plan.ts';
import { lackingSets, type Move, shortAddress } from './unanswered.ts';

/** What people should know of a move that no change and no refusal says. `unanswered`: where the nameservers change. */
export function notesOfMove(move: Move, unanswered: readonly Unanswered[], dns: string | null): readonly string[] {
  const changesNameservers = move.diff.settingChanges.some(({ change }) => change.field === 'nameservers');
  return changesNameservers ? mailNotes(unanswered) : lackNotes(move, dns);
}

/** Consent is not asked for what each new domain has; mail that somebody uses all the same is missed first. */
function mailNotes(unanswered: readonly Unanswered[]): readonly string[] {
  const mail = unanswered.filter(
    (one) => one.default && one.address.endsWith('/@/MX') && (one.after === null || one.after === notKnown),
  );
  return mail.map(({ account }) => mailStops(account, 'goes with its nameservers. Declare MX records'));
}

/** The same in a zone that stays: its host's MX gives way to what the config says. */
export function notesOfMailReplaced(
  account: string,
  changes: readonly RecordSetChange[],
  isDefault: (set: RecordSet) => boolean,
): readonly string[] {
  const isLost = ({ address, before, after }: RecordSetChange) =>
    address.endsWith('/@/MX') &&
    before !== null &&
    isDefault(before) &&
    printValues(before).some((value) => after === null || !printValues(after).includes(value));
  return changes.some(isLost) ? [mailStops(account, 'is replaced. Declare its MX records as well')] : [];
}

function mailStops(account: string, why: string): string {
  return `mail stops arriving where ${account} delivers it: the MX of a new domain ${why} if it is used`;
}

/** The nameservers are somebody else's to switch: what they would find. */
function lackNotes(move: Move, dns: string | null): readonly string[] {
  const { former } = move;
  if (former === undefined || dns === null || move.host === null) return [];
  if (former.account === null) {
    return former.unread.map(
      ({ account, message }) =>
        `the zone at ${account}, which ${dns} takes the place of, could not be read (${message}): compare the two by hand before the nameservers are switched`,
    );
  }
  const lacking = lackingSets(move);
  if (lacking.length === 0) return [];
  const names = lacking.map(shortAddress).join(', ');
  return [
    `the zone at ${dns} does not answer ${count(lacking.length, 'record set')} as ${former.account} does: ${names}. Nothing changes before the nameservers are switched; add what is needed first`,
  ];
}
