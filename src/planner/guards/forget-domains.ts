import { count } from '../../schema/count.ts';
import type { PlanGuard } from './guard.ts';

/** So many domains may leave the config at once. */
const few = 3;
const named = 5;

/** More than a few domains left the config: usually a part of it is missing. Protected ones are refused one by one. */
export const forgetDomains: PlanGuard = {
  code: 'forget-domains',
  check(domains) {
    const gone = domains.filter(({ diff }) =>
      diff.changes.some(({ kind, action }) => kind === 'registration' && action === 'forget'),
    );
    if (gone.length <= few) return null;
    const names = gone.slice(0, named).map(({ domain }) => domain);
    const more = gone.length > named ? ` and ${gone.length - named} more` : '';
    return (
      `would forget ${count(gone.length, 'domain')} that the config does not name any more: ${names.join(', ')}${more}. ` +
      'If another config holds them, give each config a workspace of its own (--workspace)'
    );
  },
};
