/** One run: who did it, what it changed from what to what, and the calls that it sent. */
import type { Change, Value } from '../../planner/plan.ts';
import { count } from '../../schema/count.ts';
import { domainOfAddress } from '../../schema/dns/address.ts';
import type { JournalEntry, RunRecord } from '../../state/history.ts';
import { type PreImage, preImages } from '../../workflow/pre-images.ts';
import { changeLine } from './change-line.ts';
import { changeLines, domainHeader } from './domain-block.ts';
import { viewsOf } from './formats.ts';
import type { Paint } from './paint.ts';
import { outcomeText, runJson, whoText } from './runs.ts';
import { tableLines } from './table.ts';
import { ago, utc } from './time.ts';

export const runViews = viewsOf(runText, runRecordJson);

function runText(run: RunRecord, now: Date, paint: Paint): string {
  const changes = preImages(run.journal);
  const domains = [...new Set(changes.map(({ address }) => domainOfAddress(address)))].sort();
  const blocks = [
    [
      paint.bold(
        `Run ${run.run}: ${run.operation}, ${outcomeText(run)}${run.refused.length === 0 ? '' : ` (${run.refused.join(', ')})`}`,
      ),
      ...facts(run, now),
    ],
    ...domains.map((domain) => {
      const lines = changes.filter(({ address }) => domainOfAddress(address) === domain).map(asChange);
      return [
        domainHeader(domain, undefined, paint),
        ...changeLines(
          lines.map((change) => changeLine(change, paint)),
          paint,
        ),
      ];
    }),
    callLines(run.journal, paint),
    changes.length === 0 ? ['It changed nothing at a registrar.'] : [`To go back: domctl undo ${run.run}`],
  ].filter((block) => block.length > 0);
  return blocks.map((block) => `${block.join('\n')}\n`).join('\n');
}

function facts(run: RunRecord, now: Date): string[] {
  const { startedAt, finishedAt, commit, ciUrl, pid, toolVersion } = run;
  const tookMs = finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(startedAt);
  const rows = [
    [
      'started',
      `${utc(startedAt)}, ${ago(startedAt, now.toISOString())}${tookMs === null ? '' : `; took ${Math.ceil(tookMs / 1000)} s`}`,
    ],
    ['by', `${whoText(run)} (pid ${pid}), domctl ${toolVersion}`],
    ...(commit === null ? [] : [['commit', commit]]),
    ...(ciUrl === null ? [] : [['CI', ciUrl]]),
  ];
  return tableLines(rows).map((line) => `  ${line}`);
}

/** As it would have stood in the plan of this run. */
function asChange({ address, account, before, after, certain }: PreImage): Change {
  return {
    address,
    domain: domainOfAddress(address),
    account,
    kind: address.includes('/') ? 'record_set' : 'setting',
    action: before === null ? 'create' : after === null ? 'delete' : 'update',
    before: before as Value,
    after: after as Value,
    drift: null,
    takes_over: false,
    protect: null,
    reason: certain ? null : 'not known whether it took effect',
  };
}

function callLines(journal: readonly JournalEntry[], paint: Paint): string[] {
  if (journal.length === 0) return [];
  const rows = journal.map((entry) => [
    `  ${entry.account}`,
    entry.operation,
    entry.covers.length === 1 ? (entry.covers[0] as string) : count(entry.covers.length, 'change'),
    callOutcome(entry),
  ]);
  return [paint.bold('Calls'), ...tableLines(rows)];
}

function callOutcome({ outcome, error }: JournalEntry): string {
  const word = outcome === null ? 'in doubt' : outcome === 'in-doubt' ? 'in doubt' : outcome;
  return error === null ? word : `${word}: ${error}`;
}

function runRecordJson(run: RunRecord) {
  return {
    format_version: '1.0',
    ...runJson(run),
    changes: preImages(run.journal).map(({ recorded, managed: _, ...change }) => ({
      ...change,
      recorded: recorded !== null,
    })),
    journal: run.journal.map((entry) => ({
      account: entry.account,
      domain: entry.domain,
      operation: entry.operation,
      covers: entry.covers,
      outcome: entry.outcome,
      error: entry.error,
      intended_at: entry.at,
      settled_at: entry.settledAt,
    })),
  };
}
