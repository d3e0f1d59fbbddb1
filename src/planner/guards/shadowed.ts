import { count } from '../../schema/count.ts';
import { shortAddress } from '../unanswered.ts';
import type { DomainGuard } from './guard.ts';
import { list } from './list.ts';

/** A new sub-zone, or a new name below a wildcard, hides what nobody manages here, though no change touches it. */
export const shadowed: DomainGuard = {
  code: 'shadowed',
  check({ domain, unanswered }) {
    const sets = new Map<string, string[]>();
    for (const one of unanswered) {
      if (one.by === null) continue;
      const address = one.cause === 'new-name' ? one.by : one.address;
      const names = sets.get(address) ?? [];
      sets.set(address, names);
      if (one.cause === 'new-name') names.push(nameOf(one.address, domain));
    }
    if (sets.size === 0) return null;
    const shown = [...sets].map(([address, names]) => {
      const at =
        names.length === 0 ? '' : ` at ${names.length > 3 ? count(names.length, 'name') : names.join(' and ')}`;
      return `${shortAddress({ address, domain })}${at}`;
    });
    return `would hide ${count(sets.size, 'live record set')} that nobody manages here: ${list(shown)}`;
  },
};

function nameOf(address: string, domain: string): string {
  return address.slice(domain.length + 1, address.lastIndexOf('/'));
}
