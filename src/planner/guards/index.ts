import type { PlanThresholds } from '../../schema/desired.ts';
import { type GuardCode, guardCodes, type Refusal } from '../plan.ts';
import { delegation } from './delegation.ts';
import { forgetDomains } from './forget-domains.ts';
import type { DomainGuard, Finding, GuardInput, PlanGuard } from './guard.ts';
import { changedSince, foreignDelete, managedElsewhere, protectedGone } from './ownership.ts';
import { tooManyDeletesInPlan, tooManyUpdatesInPlan } from './plan-thresholds.ts';
import { autoRenewOff, autoRenewOffInPlan, privacyOff, spend, transferLockOff } from './registration.ts';
import { shadowed } from './shadowed.ts';
import { sideEffect } from './side-effect.ts';
import { suspiciousRead } from './suspicious-read.ts';
import { takeOver } from './take-over.ts';
import { emptyZone, tooManyDeletes, tooManyUpdates } from './thresholds.ts';
import { vitalRecord } from './vital-record.ts';

const domainGuards: readonly DomainGuard[] = [
  takeOver,
  foreignDelete,
  vitalRecord,
  shadowed,
  protectedGone,
  tooManyDeletes,
  tooManyUpdates,
  emptyZone,
  suspiciousRead,
  delegation,
  sideEffect,
  autoRenewOff,
  transferLockOff,
  privacyOff,
  spend,
  changedSince,
  managedElsewhere,
];

const planGuards: readonly PlanGuard[] = [
  autoRenewOffInPlan,
  tooManyDeletesInPlan,
  tooManyUpdatesInPlan,
  forgetDomains,
];

/**
 * Every refusal, domain by domain in the order of the guard codes, then those of the plan as a whole. Consent is `CODE`
 * or `CODE:DOMAIN`.
 */
export function refusalsOf(
  domains: readonly GuardInput[],
  thresholds: PlanThresholds,
  { consents, refreshOnly }: { readonly consents: readonly string[]; readonly refreshOnly: boolean },
): readonly Refusal[] {
  const given = new Set(consents);
  const ofDomain = refreshOnly ? domainGuards.filter(({ alsoOfRefresh }) => alsoOfRefresh) : domainGuards;
  const ofPlan = refreshOnly ? [] : planGuards;
  return [
    ...domains.flatMap((input) =>
      ofDomain.flatMap((guard) => refusal(guard.code, input.domain, guard.check(input), given)),
    ),
    ...ofPlan.flatMap((guard) => refusal(guard.code, null, guard.check(domains, thresholds), given)),
  ];
}

/** Consents that change nothing, sorted: nothing is refused for that reason, or not there. */
export function idleConsents(consents: readonly string[], refusals: readonly Refusal[]): readonly string[] {
  const needed = new Set(refusals.flatMap(({ code, domain }) => [code, domain === null ? code : `${code}:${domain}`]));
  return [...consents].sort().filter((consent) => !needed.has(consent));
}

function refusal(
  code: GuardCode,
  domain: string | null,
  finding: Finding | null,
  consents: ReadonlySet<string>,
): readonly Refusal[] {
  if (finding === null) return [];
  const { message, details } = typeof finding === 'string' ? { message: finding, details: [] } : finding;
  const consent = domain === null ? code : `${code}:${domain}`;
  const consented = consents.has(code) || consents.has(consent);
  return [{ code, domain, message, details, consent: `--consent ${consent}`, consented }];
}

/** Whether a consent names a guard that exists; unknown ones are refused, not ignored. */
export function isConsent(text: string): boolean {
  const code = text.split(':', 1)[0] as string;
  return (guardCodes as readonly string[]).includes(code);
}
