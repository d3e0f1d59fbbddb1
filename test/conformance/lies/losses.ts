/**
 * The judge: what a run did to a zone, held against what it said it would do. Knows rows, the plan, the report and the
 * journal as data, and nothing of how they came about.
 */
import type { Plan, Value } from '../../../src/planner/plan.ts';
import type { ApplyReport } from '../../../src/workflow/apply/report.ts';

export interface Line {
  /** Of its record set: `example.com/www/A`. */
  readonly address: string;
  /** Everything that is stored of it but its id. */
  readonly text: string;
}

export interface Judged {
  /** The rows as they would be had the run done nothing: those of before, and what somebody else did meanwhile. */
  readonly expected: readonly Line[];
  readonly after: readonly Line[];
  /** Those of the expected rows that somebody else wrote while the run went on. */
  readonly meanwhile: readonly Line[];
  /** Addresses of record sets that were recorded as ours. */
  readonly ours: ReadonlySet<string>;
  /** Addresses of record sets that the host itself puts into each new zone. */
  readonly defaults: ReadonlySet<string>;
  /** By address, what was live before: printed values. */
  readonly before: ReadonlyMap<string, readonly string[]>;
  /** Null: nothing was applied. */
  readonly applied: {
    readonly plan: Pick<Plan, 'changes' | 'refusals'>;
    readonly report: Pick<ApplyReport, 'results'>;
    /** What the journal says was live before, by address, of all calls of the run. */
    readonly journal: readonly Readonly<Record<string, unknown>>[];
  } | null;
}

/** Guards whose consent lets go of what was never ours. */
const consentsToLose = new Set(['take-over', 'foreign-delete']);

/** What is wrong, in words; empty where all is well. */
export function violations(judged: Judged): readonly string[] {
  const lost = minus(judged.expected, judged.after);
  const appeared = minus(judged.after, judged.expected);
  return [...lost.flatMap((line) => wrongLoss(line, judged)), ...appeared.flatMap((line) => wrongGain(line, judged))];
}

function wrongLoss(line: Line, { meanwhile, ours, defaults, before, applied }: Judged): readonly string[] {
  const { address, text } = line;
  const gone = `lost: ${address} ${text}`;
  if (applied === null) return [`${gone}, and nothing was applied`];
  if (minus([line], meanwhile).length === 0) return [`${gone}, which nobody had seen`];
  const change = applied.plan.changes.find((one) => one.address === address);
  if (change === undefined || !['update', 'replace', 'delete'].includes(change.action)) {
    return [`${gone}, and no plan names it`];
  }
  const wrong: string[] = [];
  const domain = change.domain;
  if (!ours.has(address) && !defaults.has(address)) {
    const consented = applied.plan.refusals.some(
      (refusal) => consentsToLose.has(refusal.code) && refusal.domain === domain && refusal.consented,
    );
    if (!consented) wrong.push(`${gone}, which was not ours, without consent`);
  }
  const values = before.get(address) ?? [];
  if (!names(change.before, values)) wrong.push(`${gone}, and the plan shows ${JSON.stringify(change.before)} there`);
  if (!applied.report.results.some((result) => result.address === address)) {
    wrong.push(`${gone}, and the report does not name it`);
  }
  if (!applied.journal.some((row) => names((row[address] ?? null) as Value, values))) {
    wrong.push(`${gone}, and history does not tell what was there`);
  }
  return wrong;
}

function wrongGain({ address, text }: Line, { applied }: Judged): readonly string[] {
  const change = applied?.plan.changes.find((one) => one.address === address);
  if (change !== undefined && ['create', 'update', 'replace', 'delete'].includes(change.action)) return [];
  return [`appeared: ${address} ${text}, and ${applied === null ? 'nothing was applied' : 'no plan names it'}`];
}

/** Whether a value says all of what was there. */
function names(value: Value, values: readonly string[]): boolean {
  const said: readonly string[] = value !== null && typeof value === 'object' && 'ttl' in value ? value.values : [];
  return values.every((one) => said.includes(one));
}

/** Lines of the first that the second does not have, each as often as it is there more. */
export function minus(first: readonly Line[], second: readonly Line[]): readonly Line[] {
  const left = new Map<string, number>();
  const keyOf = ({ address, text }: Line) => `${address} ${text}`;
  for (const line of second) left.set(keyOf(line), (left.get(keyOf(line)) ?? 0) + 1);
  return first.filter((line) => {
    const count = left.get(keyOf(line)) ?? 0;
    left.set(keyOf(line), count - 1);
    return count <= 0;
  });
}
