/** The runs of a state, one per line. */
import type { RunSummary } from '../../state/history.ts';
import { viewsOf } from './formats.ts';
import type { Paint } from './paint.ts';
import { shortCommit } from './short-commit.ts';
import { tableLines } from './table.ts';
import { utc } from './time.ts';

export const runsViews = viewsOf(runsText, (runs) => ({ format_version: '1.0', runs: runs.map(runJson) }));

const header = ['run', 'started', 'operation', 'by', 'commit', 'outcome', 'calls', 'CI'];

function runsText(runs: readonly RunSummary[], paint: Paint): string {
  if (runs.length === 0) return 'No runs yet: nothing was applied.\n';
  const rows = runs.map((run) => [
    String(run.run),
    utc(run.startedAt),
    run.operation,
    whoText(run),
    run.commit === null ? '-' : shortCommit(run.commit),
    outcomeText(run),
    callsText(run),
    run.ciUrl ?? '-',
  ]);
  const [first = '', ...lines] = tableLines([header, ...rows]);
  return [paint.bold(first), ...lines].map((line) => `${line}\n`).join('');
}

export function whoText({ actor, host }: Pick<RunSummary, 'actor' | 'host'>): string {
  return actor === null ? host : `${actor} on ${host}`;
}

/** A run without an outcome that holds no lease was killed, or lost its connection. */
export function outcomeText({ outcome, atWork }: RunSummary): string {
  return outcome ?? (atWork ? 'at work' : 'cut off');
}

/** `12 done, 1 failed, 1 in doubt`; `-` for none. */
export function callsText({ calls: { done, failed, inDoubt } }: RunSummary): string {
  const parts = [
    ...(done > 0 ? [`${done} done`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(inDoubt > 0 ? [`${inDoubt} in doubt`] : []),
  ];
  return parts.length === 0 ? '-' : parts.join(', ');
}

export function runJson(run: RunSummary) {
  return {
    run: run.run,
    operation: run.operation,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    outcome: run.outcome,
    refused: run.refused,
    at_work: run.atWork,
    actor: run.actor,
    host: run.host,
    pid: run.pid,
    commit: run.commit,
    ci_url: run.ciUrl,
    tool_version: run.toolVersion,
    calls: { done: run.calls.done, failed: run.calls.failed, in_doubt: run.calls.inDoubt },
  };
}
