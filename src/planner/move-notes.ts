import { count } from '../schema/count.ts';
import { notKnown, type Unanswered } from './plan.ts';
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
  return mail.map(
    ({ account }) =>
      `mail stops arriving where ${account} delivers it: the MX of a new domain goes with its nameservers. Declare MX records if it is used`,
  );
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
