/** How an apply ended. */

import { count } from '../../schema/count.ts';
import { domainOfAddress } from '../../schema/dns/address.ts';
import type { ApplyReport, ChangeResult } from '../../workflow/apply/report.ts';
import { alike, someOf } from './alike.ts';
import { viewsOf } from './formats.ts';
import type { Paint } from './paint.ts';
import { actionWords, stateActions } from './words.ts';

/** The report is its own JSON form. */
export const reportViews = viewsOf(reportText);

/** Nothing for a plan without changes: the plan has said so. */
function reportText(report: ApplyReport, paint: Paint, verbose = false): string {
  if (report.results.length === 0) return '';
  const failures = report.results.filter(({ status }) => status !== 'applied');
  const told = verbose
    ? failures.map((result) => `${result.address}: ${wordsFor(result, paint)}`)
    : grouped(failures, paint);
  const lines = [...told, summaryLine(report, paint), requestsLine(report), ...nextLine(report)];
  return `\n${lines.filter((line) => line !== '').join('\n')}\n`;
}

function wordsFor({ status, error }: ChangeResult, paint: Paint): string {
  const words = status === 'failed' ? paint.red('failed') : paint.yellow('not attempted');
  return `${words}${error === undefined ? '' : `: ${error}`}`;
}

/** How many addresses are named that failed of the same, before the rest is only counted. */
const namedFailures = 10;

/** A line for each way to fail. */
function grouped(failures: readonly ChangeResult[], paint: Paint): readonly string[] {
  const groups = alike(failures, (result) => ({
    domain: domainOfAddress(result.address),
    message: wordsFor(result, paint),
  }));
  const lines = groups.map(({ message, items }) => {
    const addresses = items.map(({ address }) => address);
    return `${someOf(addresses, namedFailures)}: ${message}`;
  });
  const isCut = groups.some(({ items }) => items.length > namedFailures);
  return isCut ? [...lines, '--verbose names each change, and so does --format json.'] : lines;
}

function summaryLine(report: ApplyReport, paint: Paint): string {
  const { failed, not_attempted: skipped } = report.summary;
  const applied = report.results.filter(({ status }) => status === 'applied');
  const sent = applied.filter(({ action }) => !stateActions.includes(action)).length;
  const ofState = stateActions.flatMap((action) => {
    const n = applied.filter((result) => result.action === action).length;
    return n > 0 ? [`${n} ${actionWords[action].done}`] : [];
  });
  const state = ofState.length === 0 ? '' : `; ${ofState.join(', ')} in the state`;
  const rest = [...(failed > 0 ? [`${failed} failed`] : []), ...(skipped > 0 ? [`${skipped} not attempted`] : [])];
  const run = ` This was run ${report.run}.`;
  const interrupted = report.interrupted ? 'Interrupted. ' : '';
  return `${interrupted}${paint.bold(`Applied: ${count(sent, 'change')}${rest.length === 0 ? '' : `, ${rest.join(', ')}`}${state}.`)}${run}`;
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

/** After an undo: where the config still says what was undone; null where it does not. */
export function revertAdvice(addresses: readonly string[]): string | null {
  if (addresses.length === 0) return null;
  return `The config still says otherwise at ${someOf(addresses)}: the next apply would change that again. Revert the config too.`;
}
