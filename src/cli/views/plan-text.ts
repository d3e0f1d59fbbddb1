/**
 * The plan for people: a block per domain that has something to show, then what stands in the way, then the summary,
 * the calls and the next command. The same plan prints the same bytes.
 */
import type { Change, Foreign, Plan } from '../../planner/plan.ts';
import { count } from '../../schema/count.ts';
import { type ChangeLine, changeLine, driftLine, foreignLine, sideEffectLine } from './change-line.ts';
import { changeLines, domainHeader, errorLines } from './domain-block.ts';
import { notesText } from './notes.ts';
import type { Paint } from './paint.ts';
import { callsLine, nextLine, summaryLine } from './plan-summary.ts';
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
}

export function planText(plan: Plan, facts: PlanFacts): string {
  const blocks = [
    ...domainBlocks(plan, facts),
    refusalBlock(plan, facts.paint),
    errorLines(plan.errors, facts.paint),
    noteBlock(plan),
    unsupportedBlock(plan, facts),
    [summaryLine(plan, facts.paint), ...callsLine(plan, facts.seconds), ...nextLine(plan, facts.next)],
  ].filter((block) => block.length > 0);
  return blocks.map((block) => `${block.join('\n')}\n`).join('\n');
}

function domainBlocks(plan: Plan, { paint, verbose }: PlanFacts): string[][] {
  const lines = new Map<string, ChangeLine[]>();
  const add = (domain: string, line: ChangeLine): void => {
    const block = lines.get(domain);
    if (block === undefined) lines.set(domain, [line]);
    else block.push(line);
  };

  // A zone that moves has the same address at two accounts.
  const keyOf = ({ account, address }: Pick<Change, 'account' | 'address'>) => `${account} ${address}`;
  const changes = new Map(plan.changes.map((change) => [keyOf(change), change]));
  const drifted = new Set(plan.drift.map(keyOf));
  for (const drift of plan.drift) {
    const context = { change: changes.get(keyOf(drift)), undoRun: plan.options.undo_run };
    add(drift.domain, driftLine(drift, context, paint));
  }
  for (const change of plan.changes) {
    if (!drifted.has(keyOf(change))) add(change.domain, changeLine(change, paint));
  }
  for (const unanswered of plan.unanswered) add(unanswered.domain, unansweredLine(unanswered));
  for (const { domain, side_effects = [] } of plan.calls) {
    for (const effect of side_effects) add(domain ?? '', sideEffectLine(effect));
  }
  if (verbose) for (const foreign of plan.foreign) add(foreign.domain, foreignLine(foreign));

  const headers = new Map(plan.domains.map((domain) => [domain.domain, domain]));
  return [...lines.keys()].sort().map((domain) => [
    domainHeader(domain, headers.get(domain), paint),
    ...changeLines(lines.get(domain) ?? [], paint),
    ...keepLines(
      plan.unanswered.filter((one) => one.domain === domain),
      verbose,
    ),
  ]);
}

function refusalBlock(plan: Plan, paint: Paint): string[] {
  const open = plan.refusals.filter((refusal) => !refusal.consented);
  const given = plan.refusals.filter((refusal) => refusal.consented);
  return [
    ...open.flatMap((refusal) => [
      `${paint.red('Refused:')} ${refusal.domain ?? 'the plan'} (${refusal.code}): ${refusal.message}`,
      ...refusal.details.map((line) => `  ${line}`),
      `  To consent: ${refusal.consent}`,
    ]),
    ...given.map((refusal) => `Consented: ${refusal.domain ?? 'the plan'} (${refusal.code}): ${refusal.message}`),
  ];
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
      : [`Note: ${foreignRecords(unknown, 'of types unknown to this tool ')}, never touched.`]),
    ...(known.length === 0 ? [] : [`Note: ${foreignRecords(known, '')}, never touched; --verbose says why.`]),
  ];
}

/** `2 foreign records of types unknown to this tool (SPF, WKS)`. */
function foreignRecords(foreign: readonly Foreign[], kind: string): string {
  const types = [...new Set(foreign.map(({ address }) => address.slice(address.lastIndexOf('/') + 1)))];
  return `${count(foreign.length, 'foreign record')} ${kind}(${types.sort().join(', ')})`;
}
