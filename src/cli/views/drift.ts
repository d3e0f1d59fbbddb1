/** What changed outside: each value as it is now and as the config says, what it was, and who had set it. */
import type { Drift, Value } from '../../planner/plan.ts';
import { sameValue } from '../../planner/value.ts';
import { count } from '../../schema/count.ts';
import type { DriftReport } from '../drift-report.ts';
import { byAccount } from './alike.ts';
import type { ChangeLine } from './change-line.ts';
import { changeLines, domainHeader, errorLines } from './domain-block.ts';
import { type DriftFate, driftLine, longestWas } from './drift-line.ts';
import { viewsOf } from './formats.ts';
import { notesText } from './notes.ts';
import type { Paint } from './paint.ts';
import { shortCommit } from './short-commit.ts';
import { ago, utc } from './time.ts';
import { differingParts } from './values.ts';

/** The report is its own JSON form. */
export const driftViews = viewsOf(driftText);

function driftText(report: DriftReport, paint: Paint): string {
  const domains = [...new Set(report.drift.map(({ domain }) => domain))];
  const blocks = [
    ...domains.map((domain) => {
      const drifted = report.drift.filter((one) => one.domain === domain);
      const lines = drifted.map((one) => driftedLine(one, report.checked_at, paint));
      return [domainHeader(domain, undefined, paint), ...changeLines(lines, paint)];
    }),
    errorLines(report.errors, paint),
    notesText(report.notes),
    [...incompleteLine(report, paint), summaryLine(report, domains.length, paint), ...nextLine(report)],
  ].filter((block) => block.length > 0);
  return blocks.map((block) => `${block.join('\n')}\n`).join('\n');
}

function driftedLine(drift: Drift, checkedAt: string, paint: Paint): ChangeLine {
  const line = driftLine(drift, fateOf(drift), paint);
  return { ...line, below: [...line.below, paint.dim(origin(drift, checkedAt))] };
}

/** What the config says is what an apply would make of it. */
function fateOf({ live, desired, both_changed: both, run }: Drift): DriftFate {
  const fate = { run: `run ${run}` };
  if (desired === null) return { ...fate, planned: undefined, words: ['no longer in the config'] };
  if (live !== null && sameValue(desired, live)) return { ...fate, planned: undefined, words: ['as the config says'] };
  return { ...fate, planned: desired, words: both ? ['the config changed too'] : [] };
}

/** `192.0.2.1 was set 3 days ago by kim (3f2c1ab), https://ci.example.com/41`. */
function origin({ recorded, live, commit, applied_at: at, actor, ci_url: ciUrl }: Drift, now: string): string {
  const by = actor === null ? '' : ` by ${actor}`;
  const from = commit === null ? '' : ` (${shortCommit(commit)})`;
  return `${wasSet(recorded, live)} ${ago(at, now)}${by}${from}${ciUrl === null ? '' : `, ${ciUrl}`}`;
}

/** Of what the run had recorded, that which differs now. */
function wasSet(recorded: Value, live: Value): string {
  if (recorded === null) return 'was removed';
  const was = differingParts(recorded, live);
  return was.length > longestWas ? 'the value before was set' : `${was} was set`;
}

function incompleteLine({ errors }: DriftReport, paint: Paint): string[] {
  return errors.length === 0 ? [] : [paint.bold(`Incomplete: ${byAccount(errors)} could not be read.`)];
}

function summaryLine({ summary, checked_at: at }: DriftReport, domains: number, paint: Paint): string {
  const { drift, as_recorded: same, errors } = summary;
  if (summary.domains === 0 && drift === 0 && errors > 0) return 'No other domain was checked.';
  const none = errors === 0 ? 'No drift.' : 'No drift elsewhere.';
  const found =
    drift === 0 ? none : `Drift: ${count(drift, 'value')} in ${count(domains, 'domain')}, found at ${utc(at)}.`;
  const rest = [
    ...(same === null ? [] : [`${count(same, 'value')} in ${count(summary.domains, 'domain')} as recorded.`]),
  ];
  return [paint.bold(found), ...rest].join(' ');
}

function nextLine({ drift }: DriftReport): string[] {
  if (drift.length === 0) return [];
  return ['Next: domctl plan shows what apply would put back. To keep what is live, change the config to it.'];
}
