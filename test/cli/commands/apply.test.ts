import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { small, type Workplace, workplace } from './config.ts';

/** Another TTL at one record set. */
const other = small.replace('ttl: 300 }', 'ttl: 600 }');

describe('apply', () => {
  test('without a terminal needs --yes', async () => {
    const { code, stdout, stderr } = await workplace().run('apply', '--sandbox');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/Pass --yes/);
  });

  test('carries out what it shows, and then there is nothing left', async () => {
    const place = workplace();
    const applied = await place.run('apply', '--sandbox', '--yes');
    expect(applied.code).toBe(0);
    expect(applied.stdout).toMatch(/^Plan: 2 to create, 2 to update/m);
    expect(applied.stdout).toMatch(/^Applied: 4 changes\. This was run 1\.$/m);
    expect(applied.stderr).toMatch(/^example\.com\/api\/A: created \(\d of 4\)$/m);
    const again = await place.run('plan', '--sandbox', '--detailed-exitcode');
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(/^No changes\. 4 values in 2 domains are as configured\./);
    const nothing = await place.run('apply', '--sandbox', '--yes', '--format', 'json');
    expect(nothing.code).toBe(0);
    expect(JSON.parse(nothing.stdout)).toMatchObject({ run: 2, summary: { applied: 0 }, results: [] });
  });

  test('reports as JSON, with stdout for the report alone', async () => {
    const { code, stdout } = await workplace().run('apply', '--sandbox', '--yes', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      format_version: '1.0',
      run: 1,
      summary: { applied: 4, failed: 0, not_attempted: 0 },
      results: expect.arrayContaining([
        { address: 'example.com/api/A', account: 'gandi', action: 'create', status: 'applied' },
      ]),
      calls: { gandi: { reads: expect.any(Number), writes: expect.any(Number), retries: 0 } },
    });
  });

  test('is refused before any call where nobody consented', async () => {
    const moved = small.replace(
      'auto_renew: true\n',
      'auto_renew: true\n    nameservers: [ns1.example.net, ns2.example.net]\n',
    );
    const place = workplace();
    expect((await place.run('apply', '--sandbox', '--yes')).code).toBe(0);
    place.write(moved);
    const refused = await place.run('apply', '--sandbox', '--yes', '--verbose');
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/--consent delegation:example\.com/);
    expect(refused.stderr).toMatch(/The plan is refused, and nothing was changed\. Consent to what is refused above/);
    expect(refused.stderr).not.toMatch(/gandi: (PUT|POST|PATCH|DELETE)/);
    const report = await place.run('apply', '--sandbox', '--yes', '--format', 'json', '--quiet');
    expect(report.code).toBe(1);
    expect(JSON.parse(report.stdout)).toMatchObject({
      run: 3,
      refused: ['delegation'],
      refusals: [{ code: 'delegation', domain: 'example.com', consented: false }],
      summary: { applied: 0, failed: 0, not_attempted: 1 },
    });
    expect((await place.run('history', '--sandbox')).stdout).toMatch(/^3 .* refused /m);
    const consented = await place.run('apply', '--sandbox', '--yes', '--consent', 'delegation:example.com');
    expect(consented.stdout).toMatch(/^Applied: 1 change\./m);
  });
});

describe('apply PLANFILE', () => {
  async function planned(place: Workplace, ...flags: string[]): Promise<string> {
    expect((await place.run('plan', '--sandbox', '--out', 'plan.json', ...flags)).code).toBe(0);
    return join(place.folder, 'plan.json');
  }

  test('does exactly that plan, without asking', async () => {
    const place = workplace();
    await planned(place, '--target', 'example.net');
    const { code, stdout } = await place.run('apply', '--sandbox', 'plan.json', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).results).toEqual([
      { address: 'example.net/shop/CNAME', account: 'gandi', action: 'create', status: 'applied' },
    ]);
  });

  test.each([
    [
      'was forgotten since',
      async (place: Workplace) => {
        await place.run('state', 'forget', '--sandbox', 'example.com/api/A', '--yes');
      },
    ],
    ['is protected since', (place: Workplace) => place.write(other.replace('ttl: 600 }', 'ttl: 600, protect: true }'))],
  ])('is stale where what it would change %s', async (_claim, meanwhile) => {
    const place = workplace();
    await place.run('apply', '--sandbox', '--yes');
    place.write(other);
    await planned(place);
    await meanwhile(place);
    const { code, stdout, stderr } = await place.run('apply', '--sandbox', 'plan.json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /plan\.json is stale, and nothing was changed:\n {2}example\.com: .*\(example\.com\/api\/A\)/,
    );
  });

  test('is stale after the same plan was applied', async () => {
    const place = workplace();
    await planned(place);
    expect((await place.run('apply', '--sandbox', 'plan.json')).code).toBe(0);
    const { code, stdout, stderr } = await place.run('apply', '--sandbox', 'plan.json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /plan\.json is stale, and nothing was changed:\n {2}it was already applied by run 1\n {2}example\.com: .*example\.com\/api\/A/,
    );
    expect(stderr).toContain('\nPlan again: domctl plan --sandbox --out plan.json\n');

    await planned(place);
    const nothing = await place.run('apply', '--sandbox', 'plan.json');
    expect(nothing).toMatchObject({ code: 0, stdout: expect.stringMatching(/^No changes\./) });
  });

  test('is refused where somebody edited the file', async () => {
    const place = workplace();
    const file = await planned(place);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('192.0.2.20', '192.0.2.66'));
    const { code, stderr } = await place.run('apply', '--sandbox', 'plan.json');
    expect(code).toBe(1);
    expect(stderr).toMatch(/plan\.json is refused as a plan: it was edited after it was made/);
  });

  test.each([
    ['another workspace', ['plan.json', '--workspace', 'other'], /made for the workspace default, this is other/],
    ['targets of its own', ['plan.json', '--target', 'example.com'], /--target and --consent are part of a saved plan/],
    ['a file that is not there', ['nowhere.json'], /The plan file nowhere\.json could not be read/],
  ])('is refused with %s', async (_claim, args, message) => {
    const place = workplace();
    await planned(place);
    const { code, stderr } = await place.run('apply', '--sandbox', ...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });
});
