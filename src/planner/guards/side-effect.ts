import type { DomainGuard } from './guard.ts';

/** A call brings about something live that no change of the plan says: forwarding that ends, say. */
export const sideEffect: DomainGuard = {
  code: 'side-effect',
  check({ calls }) {
    const effects = new Set(calls.flatMap((call) => call.side_effects ?? []));
    return effects.size === 0 ? null : [...effects].join('; ');
  },
};
