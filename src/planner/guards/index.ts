import type { Refusal } from '../plan.ts';
import { guardCodes } from '../plan.ts';
import type { Guard, GuardInput } from './guard.ts';
import { changedSince, foreignDelete, protectedGone } from './ownership.ts';
import { autoRenewOff, delegation } from './registration.ts';
import { emptyZone, tooManyDeletes, tooManyUpdates } from './thresholds.ts';

const guards: readonly Guard[] = [
  tooManyDeletes,
  tooManyUpdates,
  emptyZone,
  delegation,
  protectedGone,
  autoRenewOff,
  foreignDelete,
  changedSince,
];

/** Every refusal of one domain, in the order of the guard codes. Consent is `CODE` or `CODE:DOMAIN`. */
export function refusalsOf(input: GuardInput, consents: ReadonlySet<string>): readonly Refusal[] {
  return guards.flatMap((guard) => {
    const message = guard.check(input);
    if (message === null) return [];
    const consent = `${guard.code}:${input.domain}`;
    const consented = consents.has(guard.code) || consents.has(consent);
    return [{ code: guard.code, domain: input.domain, message, consent: `--consent ${consent}`, consented }];
  });
}

/** Whether a consent names a guard that exists; unknown ones are refused, not ignored. */
export function isConsent(text: string): boolean {
  const code = text.split(':', 1)[0] as string;
  return (guardCodes as readonly string[]).includes(code);
}
