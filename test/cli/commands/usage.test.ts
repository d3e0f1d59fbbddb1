import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../helpers/cli.ts';
import { workplace } from './config.ts';

describe('the command itself', () => {
  test('--version prints the version of the package and nothing else', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(await workplace().run('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('--help names every command', async () => {
    const { code, stdout } = await workplace().run('--help');
    expect(code).toBe(0);
    const names = ['validate', 'plan', 'apply', 'show', 'drift', 'history', 'undo', 'domains', 'state', 'unlock'];
    for (const name of [...names, 'registrars', 'schema', 'sandbox']) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
  });

  test('the help of a command has the global options, too', async () => {
    const { stdout } = await workplace().run('plan', '--help');
    expect(stdout).toContain('--detailed-exitcode');
    expect(stdout).toContain('--lock-timeout');
  });

  test('without a command it shows the help and exits 1', async () => {
    const { code, stdout, stderr } = await workplace().run();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('Usage: domctl');
  });
});

describe('what cannot be understood exits 1, says what was meant, and prints no result', () => {
  test.each([
    [['plam'], /unknown command 'plam'\s+\(Did you mean plan\?\)/],
    [
      ['plan', '--detailed-exitcodes'],
      /unknown option '--detailed-exitcodes'\s+\(Did you mean --detailed-exitcode\?\)/,
    ],
    [['plan', '--format', 'xml'], /'--format <format>' argument 'xml' is invalid. Allowed choices are text, json/],
    [['plan', '--parallelism', '0'], /'--parallelism <n>' argument '0' is invalid. Write a whole number, 1 to 1000/],
    [['plan', '--lock-timeout', '5'], /argument '5' is invalid. Write a number with a unit, for example 30s, 5m or 1h/],
    [['plan', '--consent', 'delegaton'], /There is no guard "delegaton". Did you mean "delegation"\?/],
    [['sandbox', '--fault-rate', '7'], /Write a number from 0 to 1/],
    [['show'], /missing required argument 'planfile'/],
    [['undo', 'last'], /'last' is invalid for argument 'run'. Write a whole number, 1 to 2147483647/],
    [['history', '--limit', '0'], /argument '0' is invalid. Write a whole number, 1 to 100000/],
    [['domains', '--sort', 'price'], /argument 'price' is invalid. Allowed choices are domain, expiry/],
    [['state', 'lst'], /unknown command 'lst'\s+\(Did you mean list\?\)/],
    [['plan', 'too', 'many'], /too many arguments/],
    [['plan', '--workspace', ''], /1 to 63 letters/],
    [['plan', '--workspace', '../x'], /1 to 63 letters/],
    [['plan', '--state', ''], /It is empty/],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await workplace().run(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('global options', () => {
  test.each([
    ['before the command', ['-f', 'other.yaml', 'validate']],
    ['after the command', ['validate', '-f', 'other.yaml']],
  ])('may stand %s', async (_where, args) => {
    const place = workplace();
    place.write('version: 1\naccounts: {}\ndomains: {}\n', 'other.yaml');
    expect(await place.run(...args)).toMatchObject({
      code: 0,
      stdout: 'Valid: 0 accounts, 0 domains, 0 record sets.\n',
    });
  });

  test('-f repeats', async () => {
    const place = workplace();
    place.write('version: 1\ndomains:\n  example.org:\n    registrar: gandi\n    auto_renew: true\n', 'more.yaml');
    const { stdout } = await place.run('validate', '-f', 'domains.yaml', '-f', 'more.yaml');
    expect(stdout).toBe('Valid: 1 account, 3 domains, 3 record sets.\n');
  });
});
