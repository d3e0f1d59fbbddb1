import { describe, expect, test } from 'vitest';
import type { DriftReport } from '../../../src/cli/drift-report.ts';
import { driftViews } from '../../../src/cli/views/drift.ts';
import { plain } from '../../../src/cli/views/paint.ts';
import { driftOf } from './plan-fixture.ts';

const set = (address: string, ttl = 300) => ({ ttl, values: [address] });
const ciUrl = 'https://ci.example.com/41';

function reportOf(parts: Partial<DriftReport>): DriftReport {
  const { drift = [], errors = [] } = parts;
  return {
    format_version: '1.0',
    checked_at: '2026-11-23T10:00:00.000Z',
    workspace: 'default',
    summary: { domains: 2, as_recorded: 7, drift: drift.length, errors: errors.length },
    drift,
    errors,
    notes: [],
    ...parts,
  };
}

const printed = (parts: Partial<DriftReport>) => driftViews.text(reportOf(parts), plain).split('\n');

describe('the drift for people', () => {
  test('tells each value, who set it when, and when it was found', () => {
    const drift = [
      driftOf('example.com/www/A', {
        recorded: set('192.0.2.1'),
        live: { ...set('192.0.2.66'), options: { proxied: false, comment: '' } },
        desired: set('192.0.2.1'),
        actor: 'kim',
        ci_url: ciUrl,
      }),
      driftOf('example.com:auto_renew', {
        recorded: true,
        live: false,
        desired: false,
        actor: null,
        commit: null,
        run: 7,
        applied_at: '2026-11-23T09:00:00.000Z',
      }),
      driftOf('example.net/mail/MX', {
        recorded: { ttl: 300, values: ['1 a.example.net.'] },
        live: null,
        desired: { ttl: 300, values: ['1 a.example.net.'] },
        actor: 'kim',
      }),
      driftOf('example.net/old/A', { recorded: set('192.0.2.3'), live: set('192.0.2.4'), commit: null, actor: null }),
    ];
    expect(printed({ drift })).toEqual([
      'example.com',
      `  ! www A        192.0.2.1 -> 192.0.2.66`,
      `        set by run 41 (3f2c1ab, 3 days ago) by kim, ${ciUrl}; found changed at 2026-11-23 10:00 UTC`,
      '  ! auto_renew   on -> off   as the config says',
      '        set by run 7 (1 hour ago); found changed at 2026-11-23 10:00 UTC',
      '',
      'example.net',
      '  ! mail MX   deleted outside, was 1 a.example.net.   ttl 300',
      '        set by run 41 (3f2c1ab, 3 days ago) by kim; found deleted at 2026-11-23 10:00 UTC',
      '  ! old A     192.0.2.3 -> 192.0.2.4   no longer in the config',
      '        set by run 41 (3 days ago); found changed at 2026-11-23 10:00 UTC',
      '',
      'Drift: 4 values in 2 domains. 7 values in 2 domains as recorded.',
      'Next: domctl plan shows what apply would put back. To keep what is live, change the config to it.',
      '',
    ]);
  });

  test('tells where what was there before the run is live', () => {
    const mark = { recorded: set('192.0.2.1'), desired: set('192.0.2.1'), not_done: true };
    const drift = [
      driftOf('example.com/www/A', { ...mark, live: set('192.0.2.66') }),
      driftOf('example.com/new/A', { ...mark, live: null }),
    ];
    const told =
      '        run 41 was confirmed, but the value from before it is live: cf-prod confirmed the change and did not make it, or somebody took it back';
    const lines = printed({ drift });
    expect(lines.slice(1, 3)).toEqual(['  ! www A   192.0.2.1 -> 192.0.2.66', told]);
    expect(lines.slice(1, 4).join()).not.toContain('outside');
    expect(lines.slice(4, 6)).toEqual([
      '  ! new A   absent, recorded as 192.0.2.1   ttl 300',
      '        run 41 was confirmed, but it is absent, as before the run: deleted outside, or never made by cf-prod',
    ]);
  });

  test('shows all three values where both sides changed', () => {
    const both = { recorded: set('192.0.2.1'), desired: set('192.0.2.7', 60), both_changed: true };
    const drift = [
      driftOf('example.com/www/A', { ...both, live: set('192.0.2.66', 1) }),
      driftOf('example.com/old/A', { ...both, live: null }),
    ];
    expect(printed({ drift }).slice(1, 11)).toEqual([
      '  ! www A   changed outside, and the config changed too',
      '        recorded  192.0.2.1   ttl 300',
      '        live      192.0.2.66   ttl auto',
      '        config    192.0.2.7   ttl 60',
      '        set by run 41 (3f2c1ab, 3 days ago) by anna; found changed at 2026-11-23 10:00 UTC',
      '  ! old A   deleted outside, and the config changed too',
      '        recorded  192.0.2.1   ttl 300',
      '        live      absent',
      '        config    192.0.2.7   ttl 60',
      '        set by run 41 (3f2c1ab, 3 days ago) by anna; found deleted at 2026-11-23 10:00 UTC',
    ]);
  });

  test('says that there is none', () => {
    expect(printed({})).toEqual(['No drift. 7 values in 2 domains as recorded.', '']);
    const summary = { domains: 1, as_recorded: null, drift: 0, errors: 0 };
    expect(printed({ summary })).toEqual(['No drift.', '']);
  });

  test('shows what could not be read, and what nobody looked at', () => {
    const errors = [{ account: 'gandi', domain: 'example.com', code: 'unavailable', message: 'HTTP 503. Try again.' }];
    const notes = [{ domain: 'old.example', message: 'not checked: it is no longer in the config' }];
    expect(printed({ errors, notes })).toEqual([
      'Error: example.com at gandi: HTTP 503. Try again.',
      '',
      'Note: old.example: not checked: it is no longer in the config',
      '',
      'No drift. 7 values in 2 domains as recorded. 1 error: not all could be read.',
      '',
    ]);
  });

  test('is its own JSON', () => {
    const report = reportOf({ drift: [driftOf('example.com/www/A', { recorded: set('192.0.2.1') })] });
    expect(JSON.parse(driftViews.json(report, plain))).toEqual(report);
  });
});
