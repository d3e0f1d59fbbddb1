import { count } from '../../schema/count.ts';
import { recordSetAddress } from '../../schema/dns/address.ts';
import type { Note, Refusal } from '../plan.ts';
import type { GuardInput, PlanGuard } from './guard.ts';
import { list } from './list.ts';

/** So many domains may be forgotten at once. */
const few = 3;

const wayOut = 'pass that file with -f as well, or keep the two configs apart with --workspace';

/**
 * More than a few domains left the config, or are named there without a record that stays managed: usually a part of it
 * is missing. Protected ones are refused one by one.
 */
export const forgetDomains: PlanGuard = {
  code: 'forget-domains',
  check(domains) {
    const left = domains.filter(hasLeft);
    const unmanaged = domains.filter(isUnmanaged);
    if (left.length + unmanaged.length <= few) return null;
    const parts = [
      ...(left.length === 0
        ? []
        : [
            `${count(left.length, 'domain')} that ${left.length === 1 ? 'is' : 'are'} no longer in the config: ${names(left)}`,
          ]),
      ...(unmanaged.length === 0
        ? []
        : [
            `all record sets of ${count(unmanaged.length, 'domain')} that the config names, but no longer manages a record of (\`dns\`, \`ignore\`): ${names(unmanaged)}`,
          ]),
    ];
    const hint = left.length === 0 ? '' : `. If another file declares them, ${wayOut}`;
    return `would forget ${parts.join('; and ')}${hint}`;
  },
};

/** Told once, of the first domain that left the config; where too many did, the refusal says it. */
export function notesOfLeft(
  domains: readonly Pick<GuardInput, 'domain' | 'diff'>[],
  refusals: readonly Refusal[],
): readonly Note[] {
  const first = domains.find(hasLeft);
  if (first === undefined || refusals.some(({ code }) => code === forgetDomains.code)) return [];
  return [{ domain: first.domain, message: `if another file declares it, ${wayOut}` }];
}

function hasLeft({ diff }: Pick<GuardInput, 'diff'>): boolean {
  return diff.changes.some(({ kind, action }) => kind === 'registration' && action === 'forget');
}

/** Each recorded set is forgotten, not all because they are gone, and none is made anew at another account. */
function isUnmanaged({ domain, recorded, diff }: GuardInput): boolean {
  const sets = recorded?.recordSets ?? [];
  const changes = diff.changes.filter(({ kind }) => kind === 'record_set');
  const forgotten = changes.filter(({ action }) => action === 'forget');
  const kept = new Set(changes.filter(({ action }) => action !== 'forget').map(({ address }) => address));
  const isForgotten = new Set(forgotten.map(({ account, address }) => `${account} ${address}`));
  return (
    forgotten.some(({ drift }) => drift === null) &&
    sets.every(({ account, name, type }) => {
      const address = recordSetAddress(domain, name, type);
      return isForgotten.has(`${account} ${address}`) && !kept.has(address);
    })
  );
}

function names(domains: readonly GuardInput[]): string {
  return list(domains.map(({ domain }) => domain));
}
