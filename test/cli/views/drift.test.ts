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
      `  ! www A        192.0.2.66 -> 192.0.2.1   changed outside, was 192.0.2.1 by run 41`,
      `        192.0.2.1 was set 3 days ago by kim (3f2c1ab), ${ciUrl}`,
      '  ! auto_renew   off   changed outside, was on by run 7; as the config says',
      '        on was set 1 hour ago',
      '',
      'example.net',
      '  ! mail MX   absent -> 1 a.example.net.   ttl 300   deleted outside, was 1 a.example.net. by run 41',
      '        1 a.example.net. was set 3 days ago by kim (3f2c1ab)',
      '  ! old A     192.0.2.4   ttl 300   changed outside, was 192.0.2.3 by run 41; no longer in the config',
      '        192.0.2.3 was set 3 days ago',
      '',
      'Drift: 4 values in 2 domains, found at 2026-11-23 10:00 UTC. 7 values in 2 domains as recorded.',
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
    expect(printed({ drift }).slice(1, 5)).toEqual([
      '  ! www A   192.0.2.66 -> 192.0.2.1   as before run 41, which set 192.0.2.1: cf-prod confirmed the change and did not make it, or somebody took it back',
      '        192.0.2.1 was set 3 days ago by anna (3f2c1ab)',
      '  ! new A   absent -> 192.0.2.1   ttl 300   deleted outside, was 192.0.2.1 by run 41, or never made by cf-prod',
      '        192.0.2.1 was set 3 days ago by anna (3f2c1ab)',
    ]);
  });

  test('shows all three values where both sides changed', () => {
    const both = { recorded: set('192.0.2.1'), desired: set('192.0.2.7', 60), both_changed: true };
    const drift = [
      driftOf('example.com/www/A', { ...both, live: set('192.0.2.66', 1) }),
      driftOf('example.com/old/A', { ...both, live: null }),
    ];
    expect(printed({ drift }).slice(1, 5)).toEqual([
      '  ! www A   192.0.2.66 -> 192.0.2.7   ttl auto -> 60   changed outside, was 192.0.2.1, ttl 300 by run 41; the config changed too',
      '        192.0.2.1, ttl 300 was set 3 days ago by anna (3f2c1ab)',
      '  ! old A   absent -> 192.0.2.7   ttl 60   deleted outside, was 192.0.2.1 by run 41; the config changed too',
      '        192.0.2.1 was set 3 days ago by anna (3f2c1ab)',
    ]);
  });

  test('shows what a long value was below what it becomes', () => {
    const text = (words: string) => ({
      ttl: 300,
      values: [`"v=spf1 ${words} include:_spf.example.net include:mail.example.org -all"`],
    });
    const was = { recorded: text('a'), live: text('mx') };
    expect(printed({ drift: [driftOf('example.com/@/TXT', { ...was, desired: text('a') })] }).slice(1, 4)).toEqual([
      '  ! @ TXT   changed outside, was as planned by run 41',
      '        "v=spf1 [-mx -]{+a +}include:_spf.example.net include:mail.example.org -all"',
      '        the value before was set 3 days ago by anna (3f2c1ab)',
    ]);
    expect(printed({ drift: [driftOf('example.com/@/TXT', { ...was, desired: text('ptr') })] }).slice(1, 4)).toEqual([
      '  ! @ TXT   changed outside, was as below by run 41',
      '        "v=spf1 [-mx -]{+ptr +}include:_spf.example.net include:mail.example.org -all"',
      '        was "v=spf1 a include:_spf.example.net include:mail.example.org -all"',
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
      'Incomplete: 1 domain of gandi could not be read.',
      'No drift elsewhere. 7 values in 2 domains as recorded.',
      '',
    ]);
  });

  test('is its own JSON', () => {
    const report = reportOf({ drift: [driftOf('example.com/www/A', { recorded: set('192.0.2.1') })] });
    expect(JSON.parse(driftViews.json(report, plain))).toEqual(report);
  });
});
