import { describe, expect, test } from 'vitest';
import { plain } from '../../../src/cli/views/paint.ts';
import { runViews } from '../../../src/cli/views/run.ts';
import { runsViews } from '../../../src/cli/views/runs.ts';
import type { JournalEntry, RunSummary } from '../../../src/state/history.ts';
import { plainManagement } from '../../../src/workflow/apply/effects.ts';

const now = new Date('2026-11-23T10:00:00.000Z');

function runOf(run: number, parts: Partial<RunSummary> = {}): RunSummary {
  return {
    run,
    operation: 'apply',
    startedAt: '2026-11-20T09:30:00.000Z',
    finishedAt: '2026-11-20T09:30:11.500Z',
    outcome: 'done',
    refused: [],
    atWork: false,
    actor: 'kim',
    host: 'build-7',
    pid: 4711,
    commit: '3f2c1ab9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5',
    ciUrl: 'https://ci.example.com/41',
    toolVersion: '0.1.0',
    calls: { done: 2, failed: 0, inDoubt: 0 },
    ...parts,
  };
}

function entryOf(covers: readonly string[], parts: Partial<JournalEntry>): JournalEntry {
  return {
    id: 1,
    run: 41,
    account: 'cf-prod',
    domain: 'example.com',
    operation: 'POST dns_records/batch',
    covers,
    recorded: Object.fromEntries(covers.map((address) => [address, plainManagement])),
    managed: {},
    before: {},
    after: {},
    at: '2026-11-20T09:30:01.000Z',
    outcome: 'done',
    error: null,
    found: {},
    settledAt: '2026-11-20T09:30:02.000Z',
    ...parts,
  };
}

describe('the list of runs', () => {
  test('has a line for each, with what became of it', () => {
    const runs = [
      runOf(43, { atWork: true, outcome: null, finishedAt: null, calls: { done: 0, failed: 0, inDoubt: 1 } }),
      runOf(42, { operation: 'undo', outcome: null, finishedAt: null, commit: null, ciUrl: null, actor: null }),
      runOf(41, { outcome: 'failed', calls: { done: 12, failed: 1, inDoubt: 1 } }),
      runOf(9, { operation: 'state', outcome: 'interrupted', calls: { done: 0, failed: 0, inDoubt: 0 } }),
    ];
    expect(runsViews.text(runs, plain).split('\n')).toEqual([
      'run  started               operation  by              commit   outcome      calls                          CI',
      '43   2026-11-20 09:30 UTC  apply      kim on build-7  3f2c1ab  at work      1 in doubt                     https://ci.example.com/41',
      '42   2026-11-20 09:30 UTC  undo       build-7         -        cut off      2 done                         -',
      '41   2026-11-20 09:30 UTC  apply      kim on build-7  3f2c1ab  failed       12 done, 1 failed, 1 in doubt  https://ci.example.com/41',
      '9    2026-11-20 09:30 UTC  state      kim on build-7  3f2c1ab  interrupted  -                              https://ci.example.com/41',
      '',
    ]);
  });

  test('says that there is none', () => {
    expect(runsViews.text([], plain)).toBe('No runs yet: nothing was applied.\n');
  });

  test('is an object as JSON', () => {
    expect(JSON.parse(runsViews.json([runOf(41)], plain))).toEqual({
      format_version: '1.0',
      runs: [
        {
          run: 41,
          operation: 'apply',
          started_at: '2026-11-20T09:30:00.000Z',
          finished_at: '2026-11-20T09:30:11.500Z',
          outcome: 'done',
          refused: [],
          at_work: false,
          actor: 'kim',
          host: 'build-7',
          pid: 4711,
          commit: '3f2c1ab9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5',
          ci_url: 'https://ci.example.com/41',
          tool_version: '0.1.0',
          calls: { done: 2, failed: 0, in_doubt: 0 },
        },
      ],
    });
  });
});

describe('one run', () => {
  const www = 'example.com/www/A';
  const journal = [
    entryOf([www, 'example.com/api/A'], {
      before: { [www]: { ttl: 300, values: ['192.0.2.1'] } },
      after: { [www]: { ttl: 300, values: ['192.0.2.9'] }, 'example.com/api/A': { ttl: 1, values: ['192.0.2.20'] } },
    }),
    entryOf(['example.net/old/TXT'], {
      account: 'gandi',
      operation: 'DELETE records',
      before: { 'example.net/old/TXT': { ttl: 300, values: ['"keep"'] } },
      outcome: 'in-doubt',
      error: 'the connection was cut',
    }),
    entryOf(['example.com:auto_renew'], {
      account: 'gandi',
      operation: 'PATCH autorenew',
      before: { 'example.com:auto_renew': false },
      after: { 'example.com:auto_renew': true },
      outcome: 'failed',
      error: 'HTTP 403: forbidden',
    }),
  ];
  const record = { ...runOf(41, { outcome: 'failed' }), journal };

  test('shows who and when, what changed from what to what, and each call', () => {
    expect(runViews.text(record, now, plain).split('\n')).toEqual([
      'Run 41: apply, failed',
      '  started  2026-11-20 09:30 UTC, 3 days ago; took 12 s',
      '  by       kim on build-7 (pid 4711), domctl 0.1.0',
      '  commit   3f2c1ab9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5',
      '  CI       https://ci.example.com/41',
      '',
      'example.com',
      '  + api A   192.0.2.20   ttl auto',
      '  ~ www A   192.0.2.1 -> 192.0.2.9',
      '',
      'example.net',
      '  - old TXT   "keep"   (not known whether it took effect)',
      '',
      'Calls',
      '  cf-prod  POST dns_records/batch  2 changes               done',
      '  gandi    DELETE records          example.net/old/TXT     in doubt: the connection was cut',
      '  gandi    PATCH autorenew         example.com:auto_renew  failed: HTTP 403: forbidden',
      '',
      'To go back: domctl undo 41',
      '',
    ]);
  });

  test('that changed nothing says so', () => {
    const text = runViews.text({ ...runOf(9, { operation: 'state' }), journal: [] }, now, plain);
    expect(text.split('\n').slice(-2)).toEqual(['It changed nothing at a registrar.', '']);
  });

  test('has changes and journal as JSON', () => {
    const json = JSON.parse(runViews.json(record, now, plain));
    expect(json).toMatchObject({ format_version: '1.0', run: 41, outcome: 'failed', calls: { done: 2 } });
    expect(json.changes).toContainEqual({
      address: www,
      account: 'cf-prod',
      recorded: true,
      before: { ttl: 300, values: ['192.0.2.1'] },
      after: { ttl: 300, values: ['192.0.2.9'] },
      certain: true,
    });
    expect(Object.keys(json.journal[0])).toEqual([
      'account',
      'domain',
      'operation',
      'covers',
      'outcome',
      'error',
      'intended_at',
      'settled_at',
    ]);
  });
});
