import { describe, expect, test } from 'vitest';
import { plain } from '../../../src/cli/views/paint.ts';
import { reportViews } from '../../../src/cli/views/report.ts';
import type { ApplyReport, ChangeResult } from '../../../src/workflow/apply/report.ts';

const report: ApplyReport = {
  format_version: '1.0',
  run: 42,
  refused: [],
  refusals: [],
  summary: { applied: 1, failed: 1, not_attempted: 1 },
  results: [
    { address: 'example.com/a/A', account: 'gandi', action: 'update', status: 'applied' },
    {
      address: 'example.com/b/A',
      account: 'gandi',
      action: 'update',
      status: 'failed',
      error: 'POST dns_records failed: HTTP 400. Read the plan again.',
    },
    { address: 'example.com:nameservers', account: 'gandi', action: 'update', status: 'not_attempted' },
  ],
  calls: {
    gandi: { reads: 2, writes: 0, retries: 0 },
    'cf-prod': { reads: 3, writes: 1, retries: 1 },
    idle: { reads: 0, writes: 0, retries: 0 },
  },
  interrupted: false,
};

describe('the report of an apply', () => {
  test('tells what failed and what was not attempted, then the sums', () => {
    expect(reportViews.text(report, plain).split('\n')).toEqual([
      '',
      'example.com/b/A: failed: POST dns_records failed: HTTP 400. Read the plan again.',
      'example.com:nameservers: not attempted',
      'Applied: 1 change, 1 failed, 1 not attempted. This was run 42.',
      'Requests: cf-prod 3 reads, 1 write (1 repeat); gandi 2 reads, 0 writes.',
      'Next: domctl plan shows what is left to do.',
      '',
    ]);
  });

  test('says that it was interrupted', () => {
    expect(reportViews.text({ ...report, interrupted: true }, plain)).toContain('Interrupted. Applied: 1 change');
  });

  test('is silent where nothing was to do: the plan has said so', () => {
    const nothing = { ...report, summary: { applied: 0, failed: 0, not_attempted: 0 }, results: [] };
    expect(reportViews.text(nothing, plain)).toBe('');
  });

  test('tells equal failures once, with the first places, and each place with --verbose', () => {
    const results = ['a.example', 'b.example'].flatMap((domain) =>
      Array.from({ length: 150 }, (_, i) => ({
        address: `${domain}/h${i}/A`,
        account: 'gandi',
        action: 'update' as const,
        status: i < 100 ? ('failed' as const) : ('not_attempted' as const),
        ...(i < 100 ? { error: 'HTTP 500.' } : {}),
      })),
    );
    const large = { ...report, results, summary: { applied: 0, failed: 200, not_attempted: 100 } };
    const ten = (from: number) => Array.from({ length: 10 }, (_, i) => `a.example/h${from + i}/A`).join(', ');
    expect(reportViews.text(large, plain).split('\n').slice(1, 4)).toEqual([
      `${ten(0)} and 190 more: failed: HTTP 500.`,
      `${ten(100)} and 90 more: not attempted`,
      '--verbose names each change, and so does --format json.',
    ]);
    expect(
      reportViews
        .text(large, plain, true)
        .split('\n')
        .filter((line) => line.includes('/h')),
    ).toHaveLength(300);
  });

  test('counts what was sent, and beside it what concerns the state alone', () => {
    const at = (name: string, action: ChangeResult['action'], status: ChangeResult['status'] = 'applied') => {
      return { address: `example.com/${name}/A`, account: 'gandi', action, status };
    };
    const results = [at('a', 'create'), at('b', 'update'), at('c', 'adopt'), at('d', 'adopt'), at('e', 'forget')];
    const summary = { applied: 5, failed: 0, not_attempted: 0 };
    expect(reportViews.text({ ...report, results, summary }, plain)).toContain(
      'Applied: 2 changes; 2 adopted, 1 forgotten in the state. This was run 42.',
    );
  });

  test('is its own JSON', () => {
    expect(JSON.parse(reportViews.json(report, plain))).toEqual(report);
  });
});
