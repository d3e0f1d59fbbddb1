/** How an apply ended. */

import { count } from '../../schema/count.ts';
import type { ApplyReport } from '../../workflow/apply/report.ts';
import { viewsOf } from './formats.ts';
import type { Paint } from './paint.ts';

/** The report is its own JSON form. */
export const reportViews = viewsOf(reportText);

/** Nothing for a plan without changes: the plan has said so. */
function reportText(report: ApplyReport, paint: Paint): string {
  if (report.results.length === 0) return '';
  const failures = report.results.flatMap((result) =>
    result.status === 'applied' ? [] : [failureLine(result.address, result.status, result.error, paint)],
  );
  const lines = [...failures, summaryLine(report, paint), requestsLine(report), ...nextLine(report)];
  return `\n${lines.filter((line) => line !== '').join('\n')}\n`;
}

function failureLine(address: string, status: 'failed' | 'not_attempted', error: string | undefined, paint: Paint) {
  const words = status === 'failed' ? paint.red('failed') : paint.yellow('not attempted');
  return `${address}: ${words}${error === undefined ? '' : `: ${error}`}`;
}

function summaryLine(report: ApplyReport, paint: Paint): string {
  const { applied, failed, not_attempted: skipped } = report.summary;
  const rest = [...(failed > 0 ? [`${failed} failed`] : []), ...(skipped > 0 ? [`${skipped} not attempted`] : [])];
  const run = ` This was run ${report.run}.`;
  const interrupted = report.interrupted ? 'Interrupted. ' : '';
  return `${interrupted}${paint.bold(`Applied: ${count(applied, 'change')}${rest.length === 0 ? '' : `, ${rest.join(', ')}`}.`)}${run}`;
}

function requestsLine(report: ApplyReport): string {
  const parts = Object.entries(report.calls)
    .filter(([, counts]) => counts.reads + counts.writes > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([account, { reads, writes, retries }]) => {
      const repeats = retries === 0 ? '' : ` (${count(retries, 'repeat')})`;
      return `${account} ${count(reads, 'read')}, ${count(writes, 'write')}${repeats}`;
    });
  return parts.length === 0 ? '' : `Requests: ${parts.join('; ')}.`;
}

function nextLine(report: ApplyReport): string[] {
  const { failed, not_attempted: skipped } = report.summary;
  return failed + skipped === 0 ? [] : ['Next: domctl plan shows what is left to do.'];
}

/** How many addresses are named before the rest is only counted. */
const named = 3;

/** After an undo: where the config still says what was undone; null where it does not. */
export function revertAdvice(addresses: readonly string[]): string | null {
  if (addresses.length === 0) return null;
  const more = addresses.length > named ? ` and ${addresses.length - named} more` : '';
  const where = addresses.slice(0, named).join(', ');
  return `The config still says otherwise at ${where}${more}: the next apply would change that again. Revert the config too.`;
}
