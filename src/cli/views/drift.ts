/** What changed outside: each value as it was set and as it is now, and who had set it. */
import type { Drift, Value } from '../../planner/plan.ts';
import { sameValue } from '../../planner/value.ts';
import { count } from '../../schema/count.ts';
import type { DriftReport } from '../drift-report.ts';
import { type ChangeLine, difference, labelOf, notDone } from './change-line.ts';
import { changeLines, domainHeader, errorLines } from './domain-block.ts';
import { viewsOf } from './formats.ts';
import { notesText } from './notes.ts';
import type { Paint } from './paint.ts';
import { ago, utc } from './time.ts';
import { describeValue } from './values.ts';
import { driftSymbol } from './words.ts';

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
    [summaryLine(report, domains.length, paint), ...nextLine(report)],
  ].filter((block) => block.length > 0);
  return blocks.map((block) => `${block.join('\n')}\n`).join('\n');
}

function driftedLine(drift: Drift, checkedAt: string, paint: Paint): ChangeLine {
  const { columns, below } = drift.both_changed ? threeValues(drift) : twoValues(drift, paint);
  const provenance = paint.dim(`${origin(drift, checkedAt)}; found ${verb(drift)} at ${utc(checkedAt)}`);
  const label = labelOf(drift.address, drift.domain);
  const aside = drift.not_done ? [notDoneLine(drift)] : [];
  return { symbol: driftSymbol, tone: 'magenta', label, columns, below: [...below, ...aside, provenance] };
}

function twoValues(drift: Drift, paint: Paint): Pick<ChangeLine, 'columns' | 'below'> {
  const { recorded, live, desired } = drift;
  const aside = desired === null ? ['no longer in the config'] : sameValue(desired, live) ? ['as the config says'] : [];
  if (live === null) {
    const gone = drift.not_done ? 'absent, recorded as' : 'deleted outside, was';
    return { columns: [`${gone} ${inOneLine(recorded)}`, ...aside], below: [] };
  }
  const moved = difference(recorded, live, paint, 'before');
  return { columns: [...moved.inline, ...aside], below: moved.below };
}

function threeValues(drift: Drift): Pick<ChangeLine, 'columns' | 'below'> {
  const { recorded, live, desired } = drift;
  return {
    columns: [`${drift.not_done ? 'not as recorded' : `${verb(drift)} outside`}, and the config changed too`],
    below: [`recorded  ${inOneLine(recorded)}`, `live      ${inOneLine(live)}`, `config    ${inOneLine(desired)}`],
  };
}

function notDoneLine(drift: Drift): string {
  const before = drift.live === null ? 'it is absent, as before the run' : 'the value from before it is live';
  return `run ${drift.run} was confirmed, but ${before}: ${notDone(drift)}`;
}

function inOneLine(value: Value): string {
  if (value === null) return 'absent';
  const { inline, below } = describeValue(value);
  return [...(below.length === 0 ? [] : [below.join(', ')]), ...inline].join('   ');
}

/** `set by run 41 (3f2c1ab, 3 days ago) by kim, https://ci.example.com/41`. */
function origin({ run, commit, applied_at: at, actor, ci_url: ciUrl }: Drift, now: string): string {
  const when = [...(commit === null ? [] : [commit.slice(0, 7)]), ago(at, now)].join(', ');
  const who = actor === null ? '' : ` by ${actor}`;
  return `set by run ${run} (${when})${who}${ciUrl === null ? '' : `, ${ciUrl}`}`;
}

function verb({ live, not_done }: Drift): string {
  if (not_done) return 'as before it';
  return live === null ? 'deleted' : 'changed';
}

function summaryLine({ summary }: DriftReport, domains: number, paint: Paint): string {
  const { drift, as_recorded: same, errors } = summary;
  const found = drift === 0 ? 'No drift.' : `Drift: ${count(drift, 'value')} in ${count(domains, 'domain')}.`;
  const rest = [
    ...(same === null ? [] : [`${count(same, 'value')} in ${count(summary.domains, 'domain')} as recorded.`]),
    ...(errors === 0 ? [] : [`${count(errors, 'error')}: not all could be read.`]),
  ];
  return [paint.bold(found), ...rest].join(' ');
}

function nextLine({ drift }: DriftReport): string[] {
  if (drift.length === 0) return [];
  return ['Next: domctl plan shows what apply would put back. To keep what is live, change the config to it.'];
}
