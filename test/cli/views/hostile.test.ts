/**
 * Text from outside in every place where a result can hold one: each string of a result is replaced in turn, so a field
 * that is new is covered as soon as it is in the sample, where the compiler asks for it.
 */
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Format } from '../../../src/cli/arguments/values.ts';
import type { DriftReport } from '../../../src/cli/drift-report.ts';
import { createOutput } from '../../../src/cli/output.ts';
import type { Resource } from '../../../src/cli/resources.ts';
import { driftViews } from '../../../src/cli/views/drift.ts';
import { holderLines } from '../../../src/cli/views/holders.ts';
import { movingLine } from '../../../src/cli/views/moving-line.ts';
import { notesText } from '../../../src/cli/views/notes.ts';
import { type Paint, plain } from '../../../src/cli/views/paint.ts';
import { planViews } from '../../../src/cli/views/plan.ts';
import { portfolioViews } from '../../../src/cli/views/portfolio.ts';
import { createProgress } from '../../../src/cli/views/progress.ts';
import { reportViews, revertAdvice } from '../../../src/cli/views/report.ts';
import { requestLine } from '../../../src/cli/views/request-line.ts';
import { resourceListViews, resourceViews } from '../../../src/cli/views/resources.ts';
import { runViews } from '../../../src/cli/views/run.ts';
import { runsViews } from '../../../src/cli/views/runs.ts';
import { validationViews } from '../../../src/cli/views/validation.ts';
import { faultIn } from '../../../src/planner/plan-shape.ts';
import type { LockHolder } from '../../../src/state/errors.ts';
import type { JournalEntry, RunRecord } from '../../../src/state/history.ts';
import { plainManagement } from '../../../src/workflow/apply/effects.ts';
import type { ApplyReport } from '../../../src/workflow/apply/report.ts';
import type { Portfolio } from '../../../src/workflow/portfolio.ts';
import { callOf, changeOf, domainOf, driftOf, foreignOf, planOf } from './plan-fixture.ts';

/** Colours, clears, titles, turns, hides, and begins a line of its own. */
const hostile = '\u001b[32m\u001b[2J\u001b]0;t\u0007\u009b1m\u202e\u200b\u2028\u{e0041}\r\nFORGED\n\ud800';
const now = new Date('2026-11-23T10:00:00.000Z');

/** The same data once for each string in it, with hostile text before what it says; keys of free maps too. */
function poisoned(data: unknown): { readonly path: string; readonly data: unknown }[] {
  const places: { readonly path: string; readonly data: unknown }[] = [];
  const walk = (part: unknown, path: string, put: (changed: unknown) => unknown): void => {
    if (typeof part === 'string') places.push({ path, data: put(hostile + part) });
    if (typeof part !== 'object' || part === null || part instanceof Date) return;
    if (Array.isArray(part)) {
      for (const [at, item] of part.entries()) walk(item, `${path}[${at}]`, (changed) => put(part.with(at, changed)));
      return;
    }
    for (const [key, value] of Object.entries(part)) {
      walk(value, `${path}.${key}`, (changed) => put({ ...part, [key]: changed }));
    }
  };
  walk(data, '', (changed) => changed);
  return places;
}

/** What arrives at the terminal. */
function shownOf(write: (output: ReturnType<typeof createOutput>) => void): string {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  write(createOutput(stdout, stderr));
  return `${stdout.read() ?? ''}${stderr.read() ?? ''}`;
}

const introducer = '\u001b';
const ownColours = new RegExp(`${introducer}\\[\\d+m`, 'g');

function expectHarmless(shown: string): void {
  expect(shown.replace(ownColours, '').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
  expect(shown.split('\n').filter((line) => /^\W*FORGED/.test(line))).toEqual([]);
  // What follows a colour in the hostile text follows none of ours.
  expect(shown).not.toContain('\u001b[32m\\u{1B}[2J');
}

const plan = planOf({
  noOp: 3,
  options: { targets: ['example.com'], refresh_only: false, consents: ['delegation:example.com'], undo_run: null },
  domains: [
    domainOf('example.com', {
      registrar: 'gandi',
      dns: 'cf-prod',
      expires_at: '2027-01-01T00:00:00.000Z',
      auto_renew: true,
    }),
  ],
  changes: [
    changeOf('example.com/www/TXT', 'update', {
      before: { ttl: 300, values: ['"a"'], options: { comment: 'old', tags: ['a'] }, irregular: 'two TTLs' },
      after: { ttl: 600, values: [`"${'b '.repeat(60)}"`], options: { comment: 'new', tags: ['b'] } },
      takes_over: true,
      reason: 'because',
      protect: { before: false, after: true },
    }),
    changeOf('example.com/many/A', 'create', { after: { ttl: 1, values: Array(9).fill('192.0.2.1 long enough') } }),
    changeOf('example.com:nameservers', 'update', { before: ['a.example.'], after: 'known-after-apply' }),
    changeOf('example.com', 'forget', { reason: 'no longer in the config' }),
  ],
  calls: [
    callOf('cf-prod', 'POST dns_records/batch', {
      covers: ['example.com/www/TXT'],
      body: { text: 'x' },
      refused: 'It cannot.',
      side_effects: ['It ends forwarding.'],
    }),
  ],
  drift: [
    driftOf('example.com/www/TXT', {
      recorded: { ttl: 300, values: ['"r"'] },
      live: { ttl: 300, values: ['"l"'] },
      desired: { ttl: 300, values: ['"d"'] },
      both_changed: true,
      not_done: true,
      ci_url: 'https://ci.example.com/41',
    }),
    driftOf('example.com/@/A', { recorded: { ttl: 300, values: ['192.0.2.1'] }, commit: null }),
  ],
  foreign: [
    foreignOf('example.com/old/A'),
    foreignOf('example.com/odd/WEIRD', { supported: false, value: { text: 'odd value' } }),
  ],
  refusals: [
    {
      code: 'delegation',
      domain: 'example.com',
      message: 'Sets are lost.',
      details: ['One of them.'],
      consent: 'delegation:example.com',
      consented: false,
    },
    { code: 'spend', domain: null, message: 'It costs.', details: [], consent: 'spend', consented: true },
  ],
  errors: [{ account: 'gandi', domain: 'example.org', code: 'unavailable', message: 'It failed.' }],
  notes: [{ domain: 'example.com', message: 'Take note.' }],
});

const journal: JournalEntry = {
  id: 1,
  run: 41,
  account: 'cf-prod',
  domain: 'example.com',
  operation: 'POST dns_records/batch',
  covers: ['example.com/www/TXT'],
  recorded: { 'example.com/www/TXT': plainManagement },
  managed: {},
  before: { 'example.com/www/TXT': { ttl: 300, values: ['"before"'] } },
  after: { 'example.com/www/TXT': { ttl: 300, values: ['"after"'] } },
  at: '2026-11-20T09:30:01.000Z',
  outcome: 'failed',
  error: 'HTTP 500',
  found: {},
  settledAt: '2026-11-20T09:30:02.000Z',
};

const run: RunRecord = {
  run: 41,
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
  journal: [journal],
};

const report: ApplyReport = {
  format_version: '1.0',
  run: 41,
  refused: [],
  refusals: [],
  summary: { applied: 1, failed: 1, not_attempted: 1 },
  results: [
    { address: 'example.com/a/A', account: 'gandi', action: 'update', status: 'applied' },
    { address: 'example.com/b/A', account: 'gandi', action: 'update', status: 'failed', error: 'It failed.' },
    { address: 'example.com/c/A', account: 'gandi', action: 'update', status: 'not_attempted', error: 'Held back.' },
  ],
  calls: { [`${hostile}gandi`]: { reads: 1, writes: 1, retries: 1 } },
  interrupted: true,
};

const portfolio: Portfolio = {
  format_version: '1.0',
  checked_at: '2026-11-23T10:00:00.000Z',
  domains: [
    {
      domain: 'example.com',
      registrar: 'gandi',
      dns: 'cf-prod',
      status: 'active',
      expires_at: '2026-12-20T00:00:00.000Z',
      days_left: 27,
      auto_renew: false,
      transfer_lock: true,
      privacy: false,
      nameservers: ['ada.ns.example.'],
      nameservers_ours: true,
      drift: 1,
      managed: 12,
      foreign: 3,
      protect: true,
      managed_by: `${hostile}github.com/northwind/dns`,
    },
  ],
  errors: plan.errors,
};

const drift: DriftReport = {
  format_version: '1.0',
  checked_at: '2026-11-23T10:00:00.000Z',
  workspace: 'default',
  summary: { domains: 1, as_recorded: 3, drift: 2, errors: 1 },
  drift: plan.drift,
  errors: plan.errors,
  notes: plan.notes,
};

const resources: readonly Resource[] = [
  {
    address: 'example.com/www/A',
    domain: 'example.com',
    kind: 'record_set',
    account: 'cf-prod',
    protect: true,
    value: { ttl: 300, values: ['192.0.2.1'], options: { comment: 'ours' }, irregular: 'two TTLs' },
    provenance: {
      run: 41,
      at: '2026-11-20T09:30:00.000Z',
      actor: 'kim',
      commit: '3f2c1ab9d0e1',
      ciUrl: 'https://ci.example.com/41',
    },
    target: { kind: 'record_set', domain: 'example.com', name: 'www.example.com.', type: 'A' },
  },
];

const facts = (paint: Paint) => ({ paint, verbose: true, seconds: 2, next: `domctl apply -f '${hostile}'` });

interface Case {
  readonly name: string;
  readonly sample: unknown;
  show(data: never, format: Format, paint: Paint): string;
  /** Words of the tool itself, which nothing from outside can be; and what is not shown. */
  readonly known?: RegExp;
}

const cases: readonly Case[] = [
  { name: 'a plan', sample: plan, show: (data, format, paint) => planViews[format](data, facts(paint)) },
  {
    name: 'a report',
    sample: report,
    show: (data, format, paint) => reportViews[format](data, paint),
    known: /status$/,
  },
  { name: 'a run', sample: run, show: (data, format, paint) => runViews[format](data, now, paint), known: /outcome$/ },
  {
    name: 'the runs',
    sample: [run],
    show: (data, format, paint) => runsViews[format](data, paint),
    known: /journal/,
  },
  {
    name: 'the portfolio',
    sample: portfolio,
    show: (data, format, paint) => portfolioViews[format](data, paint, null),
  },
  { name: 'drift', sample: drift, show: (data, format, paint) => driftViews[format](data, paint) },
  {
    name: 'what is recorded, as a list',
    sample: { workspace: 'default', serial: 1, resources },
    show: (data, format, paint) => resourceListViews[format](data, paint, null),
  },
  {
    name: 'what is recorded, with values',
    sample: resources,
    show: (data, format, paint) => resourceViews[format](data, now, paint),
  },
];

describe.each(cases)('hostile text in $name', ({ sample, show, known }) => {
  const places = poisoned(sample).filter(
    ({ path, data }) => !known?.test(path) && (sample !== plan || faultIn(data) === null),
  );

  test('does nothing to a terminal, wherever it stands', () => {
    expect(places.length).toBeGreaterThan(5);
    const shown = places.map(({ data }) =>
      shownOf((output) => output.result(show(data as never, 'text', output.paint))),
    );
    for (const text of shown) expectHarmless(text);
    // Shown all the same, not left out.
    expect(shown.some((text) => text.includes('FORGED'))).toBe(true);
  });

  test('is the same value in JSON, written out', () => {
    for (const { data } of places) {
      const text = show(data as never, 'json', plain);
      expect(shownOf((output) => output.result(text))).toBe(text);
      expectHarmless(text);
      if (sample === plan) expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(data)));
    }
  });
});

describe('hostile text in a line', () => {
  const holder: LockHolder = {
    domain: 'example.com',
    run: 41,
    actor: 'kim',
    host: 'build-7',
    pid: 4711,
    operation: 'apply',
    since: '2026-11-20T09:30:00.000Z',
    heartbeat: '2026-11-20T09:30:10.000Z',
    ciUrl: 'https://ci.example.com/41',
  };
  const request = {
    account: 'cf-prod',
    method: 'GET',
    operation: 'read records',
    object: 'example.com',
    attempt: 2,
    outcome: 'HTTP 500',
    durationMs: 12,
    waitMs: 100,
  };
  const lines: readonly (readonly [string, unknown, (data: never) => string | readonly string[] | null])[] = [
    ['who holds something', holder, (data) => holderLines([data], now)],
    ['a request', request, (data) => requestLine(data)],
    ['advice after an undo', ['example.com/a/A'], (data) => revertAdvice(data)],
    ['notes of a refused undo', plan.notes, (data) => notesText(data)],
  ];

  test.each(lines)('%s does nothing to a terminal', (_name, sample, linesOf) => {
    for (const { data } of poisoned(sample)) {
      const text = linesOf(data as never) ?? '';
      for (const door of ['resultLines', 'message'] as const) {
        const shown = shownOf((output) => output[door](text));
        expectHarmless(shown);
      }
    }
  });

  test('progress does nothing to a terminal, moving or not', () => {
    let moved = '';
    const write = (text: string) => {
      moved += text;
    };
    const stream = { columns: 400, write };
    const shown = shownOf((output) => {
      const progress = createProgress({
        quiet: false,
        verbose: false,
        line: movingLine(stream),
        message: output.message,
        waits: () => [{ account: `${hostile}account`, reason: 'a limit', seconds: 9, leftSeconds: null }],
        clock: () => 0,
      });
      const applying = progress.applying(plan);
      applying.applying('op', `${hostile}account`, [`${hostile}address`]);
      applying.finished({ address: `${hostile}address`, account: 'a', action: 'update', status: 'applied' }, 1, 2);
      applying.notice(hostile);
      progress.tick();
      progress.end();
    });
    expectHarmless(shown);
    expectHarmless(moved.replaceAll('\r\u001b[K', ''));
    expect(moved).toContain('FORGED');
  });
});

test('hostile text in a config that is wrong does nothing to a terminal', () => {
  const issue = {
    code: 'bad-value',
    file: 'domains.yaml',
    line: 1,
    column: 1,
    message: 'this is wrong',
    suggestion: 'write x',
  } as const;
  const sources = [{ file: 'domains.yaml', text: `a: "\u202e\u001b[2J\r" # b` }];
  for (const { data } of poisoned(issue)) {
    for (const format of ['text', 'json'] as const) {
      const loaded = { desired: null, issues: [data as typeof issue], sources };
      expectHarmless(shownOf((output) => output.result(validationViews[format](loaded, output.paint))));
    }
  }
});
