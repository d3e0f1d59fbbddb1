/** The closing lines of a text plan. */
import type { Call, Plan, Summary } from '../../planner/plan.ts';
import { count } from '../../schema/count.ts';
import { alike, byAccount } from './alike.ts';
import type { Paint } from './paint.ts';
import { duration } from './time.ts';
import { actionOrder, actionWords, alwaysCounted } from './words.ts';

/** What was not read comes first: the rest says nothing of it. */
export function incompleteLine(plan: Plan, paint: Paint): string[] {
  const frozen = new Set(plan.domains.filter((domain) => domain.frozen).map(({ domain }) => domain));
  const unread = plan.errors.filter(({ domain }) => frozen.has(domain));
  return unread.length === 0 ? [] : [paint.bold(`Plan incomplete: ${byAccount(unread)} could not be read.`)];
}

/** `Plan: 1 to create, 3 to update, 1 to delete. 1 drifted, 14 foreign left alone.` */
export function summaryLine(plan: Plan, paint: Paint): string {
  const { summary } = plan;
  const errors = alike(plan.errors, (error) => error).length;
  const asides = sentence([
    [summary.take_over, 'taken over'],
    [summary.drift, 'drifted'],
    [summary.foreign, 'foreign left alone'],
    [
      summary.unanswered,
      `record set${summary.unanswered === 1 ? '' : 's'} answered differently or not at all afterwards`,
    ],
    [summary.refusals, 'refused'],
    [errors, errors === 1 ? 'error' : 'errors'],
  ]);
  if (plan.changes.length > 0) return `${paint.bold(`${title(plan)}: ${actions(summary)}.`)}${asides}`;
  return `${paint.bold(nothing(plan))}${asides}`;
}

/** `Calls: 1 batch at cf-prod, 1 at gandi: about 2 s within their limits.` No line where there are no calls. */
export function callsLine(plan: Plan, seconds: number | null): string[] {
  if (plan.calls.length === 0) return [];
  const accounts = [...new Set(plan.calls.map((call) => call.account))].sort();
  const parts = accounts.map((account) => atAccount(plan.calls.filter((call) => call.account === account)));
  return [`Calls: ${parts.join(', ')}${seconds === null ? '' : `: about ${duration(seconds)} within their limits`}.`];
}

export function nextLine(
  plan: Plan,
  { next, others = null }: { readonly next: string | null; readonly others?: string | null },
): string[] {
  if (plan.changes.length === 0 || next === null) return [];
  if (plan.refusals.some((refusal) => !refusal.consented)) {
    return ['Next: change the config, or consent to what is refused, and plan again.', ...othersLine(others)];
  }
  return [`Next: ${next}`];
}

/** `others`: the command for the domains of a refused plan that are not refused. */
export function othersLine(others: string | null): string[] {
  return others === null ? [] : [`Without what is refused: ${others}`];
}

function actions(summary: Summary): string {
  return actionOrder
    .filter((action) => alwaysCounted.includes(action) || summary[action] > 0)
    .map((action) => `${summary[action]} ${actionWords[action].summary}`)
    .join(', ');
}

function title({ options }: Plan): string {
  return options.undo_run === null ? 'Plan' : `Plan to undo run ${options.undo_run}`;
}

function nothing(plan: Plan): string {
  const readable = plan.domains.filter((domain) => !domain.frozen).length;
  if (readable === 0 && plan.errors.length > 0) return 'Nothing could be planned.';
  const none = readable < plan.domains.length ? 'No changes elsewhere:' : 'No changes.';
  if (plan.options.undo_run !== null) {
    return `No changes. What run ${plan.options.undo_run} changed is as it was before, as far as could be read.`;
  }
  const as = plan.options.refresh_only ? 'recorded' : 'configured';
  return `${none} ${count(plan.summary.no_op, 'value')} in ${count(readable, 'domain')} ${plan.summary.no_op === 1 ? 'is' : 'are'} as ${as}.`;
}

function sentence(parts: readonly (readonly [number, string])[]): string {
  const told = parts.filter(([n]) => n > 0).map(([n, words]) => `${n} ${words}`);
  return told.length === 0 ? '' : ` ${told.join(', ')}.`;
}

function atAccount(calls: readonly Call[]): string {
  const requests = calls.reduce((sum, call) => sum + call.requests, 0);
  const batches = calls.every((call) => /\bbatch\b/.test(call.operation));
  const number = batches ? count(calls.length, 'batch', 'batches') : String(calls.length);
  const size = requests === calls.length ? '' : ` (${count(requests, 'request')})`;
  return `${number} at ${calls[0]?.account}${size}`;
}
