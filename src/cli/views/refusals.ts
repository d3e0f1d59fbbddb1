/** Why a plan is refused: under one heading for each guard, with what to pass to consent. */
import type { Plan, Refusal } from '../../planner/plan.ts';
import { count } from '../../schema/count.ts';
import type { Paint } from './paint.ts';

/**
 * Of one guard, more domains than this are counted, and of one refusal more details. `unseen`: the plan, which shows what
 * would be lost, is not in the same output.
 */
const bounds = { folded: 10, unseen: 40, all: Number.POSITIVE_INFINITY } as const;

export type Extent = keyof typeof bounds;

/** Consent to more domains than this is asked for at once. */
const maxConsents = 3;

/** `refusals`: those that nobody has consented to, and those that somebody has. */
export function refusalLines(refusals: readonly Refusal[], paint: Paint, extent: Extent): string[] {
  const open = byCode(refusals.filter(({ consented }) => !consented));
  const given = byCode(refusals.filter(({ consented }) => consented));
  return [...open.flatMap((group) => refusedLines(group, paint, extent)), ...given.flatMap(consentedLines)];
}

/** Never an empty group. */
function byCode(refusals: readonly Refusal[]): readonly (readonly Refusal[])[] {
  return [...new Set(refusals.map(({ code }) => code))].map((code) => refusals.filter((one) => one.code === code));
}

function refusedLines(group: readonly Refusal[], paint: Paint, extent: Extent): string[] {
  const [first] = group as readonly [Refusal];
  const consent = `  To consent: ${consentTo(group)}`;
  if (group.length === 1) {
    return [
      `${paint.red('Refused:')} ${whereOf(first)} (${first.code}): ${first.message}`,
      ...detailsOf(first, extent),
      consent,
    ];
  }
  const listed = group.slice(0, bounds[extent]);
  const more = group.length - listed.length;
  return [
    `${paint.red('Refused:')} ${count(group.length, 'domain')} (${first.code}):`,
    ...listed.flatMap((refusal) => [`  ${whereOf(refusal)}: ${refusal.message}`, ...detailsOf(refusal, extent)]),
    ...(more === 0 ? [] : [`  and ${count(more, 'more domain', 'more domains')}: --verbose lists them`]),
    consent,
  ];
}

/** With its own two spaces, a line for the config stands as far in as it does there, below `records:` of a domain. */
function detailsOf({ details }: Refusal, extent: Extent): string[] {
  // What belongs to a detail stands further in, below it.
  const starts = details.flatMap((line, index) => (line.startsWith(' ') ? [] : [index]));
  const more = Math.max(0, starts.length - bounds[extent]);
  const shown =
    more === 0 ? details : [...details.slice(0, starts[bounds[extent]]), `and ${more} more: --verbose lists them`];
  return shown.map((line) => `    ${line}`);
}

function consentTo(group: readonly Refusal[]): string {
  const [{ code }] = group as readonly [Refusal];
  return group.length <= maxConsents ? group.map(({ consent }) => consent).join(' ') : `--consent ${code}`;
}

function consentedLines(group: readonly Refusal[]): string[] {
  const [first] = group as readonly [Refusal];
  if (group.length === 1) return [`Consented: ${whereOf(first)} (${first.code}): ${first.message}`];
  const named = group.slice(0, maxConsents).map(whereOf).join(', ');
  const more = group.length > maxConsents ? ` and ${group.length - maxConsents} more` : '';
  return [`Consented: ${named}${more} (${first.code})`];
}

function whereOf({ domain }: Refusal): string {
  return domain ?? 'the plan';
}

/** A consent that changes nothing: it is no longer needed, or about something else. */
export function idleConsentLines({ idle_consents: idle, domains }: Plan, paint: Paint): string[] {
  const planned = new Set(domains.map(({ domain }) => domain));
  return idle.map((consent) => {
    const [, domain] = consent.split(':', 2);
    const isElsewhere = domain !== undefined && !planned.has(domain);
    const why = isElsewhere ? `${domain} is not in this plan` : 'nothing is refused for that reason';
    return `${paint.yellow('Warning:')} --consent ${consent} has no effect: ${why}`;
  });
}
