/**
 * The plan for people: a block per domain that has something to show, then what stands in the way, then the summary,
 * the calls and the next command. The same plan prints the same bytes.
 */
import type { Change, Foreign, Plan } from '../../planner/plan.ts';
import { count } from '../../schema/count.ts';
import { changeLine, foreignLine, sideEffectLine } from './change-line.ts';
import { changeLines, domainHeader, errorLines } from './domain-block.ts';
import { driftLine, fateInPlan } from './drift-line.ts';
import { notesText } from './notes.ts';
import type { Paint } from './paint.ts';
import { callsLine, incompleteLine, nextLine, summaryLine } from './plan-summary.ts';
import { idleConsentLines, refusalLines } from './refusals.ts';
import { keepLines, unansweredLine } from './unanswered.ts';

/** What a view knows beside the plan. */
export interface PlanFacts {
  readonly paint: Paint;
  /** Lists what is foreign, too. */
  readonly verbose: boolean;
  /** How long the calls take within the limits; null where that is not known. */
  readonly seconds: number | null;
  /** The command to type next; null for none. */
  readonly next: string | null;
  /** Of a plan that is refused, the command for the domains that are not; null or absent for none. */
  readonly others?: string | null;
}

export function planText(plan: Plan, facts: PlanFacts): string {
  const blocks = [
    ...domainBlocks(plan, facts),
    [
      ...refusalLines(plan.refusals, facts.paint, facts.verbose ? 'all' : 'folded'),
      ...idleConsentLines(plan, facts.paint),
    ],
    errorLines(plan.errors, facts.paint),
    noteBlock(plan),
    unsupportedBlock(plan, facts),
    [
      ...incompleteLine(plan, facts.paint),
      summaryLine(plan, facts.paint),
      ...callsLine(plan, facts.seconds),
      ...nextLine(plan, facts),
    ],
  ].filter((block) => block.length > 0);
  return blocks.map((block) => `${block.join('\n')}\n`).join('\n');
}

/** Made domain by domain: of a large plan all lines at once take more than the plan. */
function domainBlocks(plan: Plan, { paint, verbose }: PlanFacts): string[][] {
  // A zone that moves has the same address at two accounts.
  const keyOf = ({ account, address }: Pick<Change, 'account' | 'address'>) => `${account} ${address}`;
  const drifted = new Set(plan.drift.map(keyOf));
  const isDrifted = (change: Change) => drifted.size > 0 && drifted.has(keyOf(change));
  const changes = new Map(plan.changes.filter(isDrifted).map((change) => [keyOf(change), change]));

  const headers = new Map(plan.domains.map((domain) => [domain.domain, domain]));
  const drift = byDomain(plan.drift);
  const undrifted = byDomain(plan.changes.filter((change) => !isDrifted(change)));
  const unanswered = byDomain(plan.unanswered);
  const calls = byDomain(plan.calls.filter(({ side_effects = [] }) => side_effects.length > 0));
  const foreign = byDomain(verbose ? plan.foreign : []);
  const domains = new Set([drift, undrifted, unanswered, calls, foreign].flatMap((parts) => [...parts.keys()]));
  return [...domains].sort().map((domain) => {
    const gone = unanswered.get(domain) ?? [];
    const lines = [
      ...(drift.get(domain) ?? []).map((one) => {
        const fate = fateInPlan(one, changes.get(keyOf(one)), plan.options.undo_run);
        return driftLine(one, fate, paint);
      }),
      ...(undrifted.get(domain) ?? []).map((change) => changeLine(change, paint)),
      ...gone.map(unansweredLine),
      ...(calls.get(domain) ?? []).flatMap(({ side_effects = [] }) => side_effects.map(sideEffectLine)),
      ...(foreign.get(domain) ?? []).map(foreignLine),
    ];
    const header = domainHeader(domain, headers.get(domain), paint);
    return [[header, ...changeLines(lines, paint), ...keepLines(gone, verbose)].join('\n')];
  });
}

/** A call for several domains stands first, under none. */
function byDomain<Part extends { readonly domain: string | null }>(parts: readonly Part[]): Map<string, Part[]> {
  const found = new Map<string, Part[]>();
  for (const part of parts) {
    const known = found.get(part.domain ?? '');
    if (known === undefined) found.set(part.domain ?? '', [part]);
    else known.push(part);
  }
  return found;
}

function noteBlock(plan: Plan): string[] {
  return notesText(plan.notes);
}

function unsupportedBlock(plan: Plan, { verbose }: PlanFacts): string[] {
  if (verbose) return [];
  const unsupported = plan.foreign.filter((foreign) => !foreign.supported);
  const unknown = unsupported.filter(({ why }) => why === undefined);
  const known = unsupported.filter(({ why }) => why !== undefined);
  return [
    ...(unknown.length === 0
      ? []
      : [`Note: ${foreignRecords(unknown, 'of a type that is not supported ')}, never touched.`]),
    ...(known.length === 0 ? [] : [`Note: ${foreignRecords(known, '')}, never touched; --verbose says why.`]),
  ];
}

/** `2 foreign records of a type that is not supported (SPF, WKS)`. */
function foreignRecords(foreign: readonly Foreign[], kind: string): string {
  const types = [...new Set(foreign.map(({ address }) => address.slice(address.lastIndexOf('/') + 1)))];
  return `${count(foreign.length, 'foreign record')} ${kind}(${types.sort().join(', ')})`;
}
