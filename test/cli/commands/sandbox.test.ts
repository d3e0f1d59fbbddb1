import { describe, expect, test } from 'vitest';
import { exitOf, firstLine, startDomctl } from '../../helpers/cli.ts';
import { small, workplace } from './config.ts';
import { changeOutside, type Ready, standing } from './standing.ts';

async function statsOf(ready: Ready): Promise<{ reads: number; writes: number }> {
  return (await (await fetch(`${ready.endpoints.gandi}/__sandbox/stats`)).json()) as { reads: number; writes: number };
}

describe('a standing sandbox', () => {
  test('serves any other process that has its variables', async () => {
    const place = workplace();
    const ready = await standing(place);
    expect(ready.endpoints).toEqual({ gandi: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
    expect(ready.env).toMatchObject({ DOMCTL_ENDPOINT_GANDI: ready.endpoints.gandi, GANDI_TOKEN: expect.any(String) });
    const applied = await place.runWith(ready.env, 'apply', '--yes', '--format', 'json');
    expect(applied.code).toBe(0);
    const { reads, writes } = await statsOf(ready);
    expect({ reads, writes, retries: 0 }).toEqual(JSON.parse(applied.stdout).calls.gandi);
  });

  test('keeps its data over a restart, and seeds what the config has gained', async () => {
    const place = workplace();
    const first = await standing(place);
    expect((await place.runWith(first.env, 'apply', '--yes')).code).toBe(0);
    first.child.kill('SIGTERM');
    expect(await exitOf(first.child)).toEqual({ code: 0, signal: null });

    place.write(`${small}  example.org:\n    registrar: gandi\n    auto_renew: true\n`);
    const second = await standing(place);
    const { stdout } = await place.runWith(second.env, 'plan', '--format', 'json');
    const { changes } = JSON.parse(stdout);
    expect(changes.map((change: { address: string }) => change.address)).toEqual(['example.org:auto_renew']);
  });

  test('is alone on its folder', async () => {
    const place = workplace();
    const ready = await standing(place);
    const { code, stdout, stderr } = await place.run('plan', '--sandbox');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`The sandbox in \\.domctl/sandbox is in use by pid ${ready.child.pid} `));
  });

  test('refuses other credentials, and the plan says so without showing them', async () => {
    const place = workplace();
    const ready = await standing(place);
    const { code, stdout, stderr } = await place.runWith({ ...ready.env, GANDI_TOKEN: 'mistaken-0123' }, 'plan');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^Error: 2 domains \(example\.com, example\.net\): gandi \(gandi\) was refused access: HTTP 40[13]/m,
    );
    expect(stdout).toMatch(
      /^Plan incomplete: 2 domains of gandi could not be read\.\nNothing could be planned\. 1 error\.$/m,
    );
    expect(stdout + stderr).not.toContain('mistaken-0123');
  });

  test('takes the ports that it was told, or says which one is taken', async () => {
    const place = workplace();
    const { endpoints } = await standing(place);
    const taken = new URL(endpoints.gandi ?? '').port;
    const { code, stderr } = await place.run('sandbox', '--data', 'elsewhere', '--port-base', taken);
    expect(code).toBe(1);
    expect(stderr).toBe(`Error: Port ${taken} of the sandbox for gandi is taken. Give another --port-base.\n`);
  });

  test('takes over the folder of one that was killed', async () => {
    const place = workplace();
    const ready = await standing(place);
    ready.child.kill('SIGKILL');
    await exitOf(ready.child);
    expect((await place.run('plan', '--sandbox')).code).toBe(0);
  });

  test('prints its variables for a shell', async () => {
    const place = workplace();
    const child = startDomctl(['sandbox', '--print-env', '--data', 'elsewhere'], { cwd: place.folder });
    expect(await firstLine(child)).toMatch(/^export DOMCTL_ENDPOINT_GANDI=http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('fails as often as it was told, and an apply gets there all the same', async () => {
    const place = workplace();
    const ready = await standing(place, '--fault-rate', '0.1', '--seed', '3');
    let code: number | null = 1;
    // A write in doubt may end an apply with 1; what is recorded is true, and the next one goes on from there.
    for (let run = 0; run < 10 && code !== 0; run++) {
      code = (await place.runWith(ready.env, 'apply', '--yes')).code;
    }
    expect(code).toBe(0);
    const body = JSON.stringify({ rate: 0 });
    expect((await fetch(`${ready.endpoints.gandi}/__sandbox/faults`, { method: 'POST', body })).ok).toBe(true);
    expect((await place.runWith(ready.env, 'plan', '--detailed-exitcode')).code).toBe(0);
  });
});

describe('what somebody else changes', () => {
  test('is drift: shown with the run that it undoes, and put back', async () => {
    const place = workplace();
    const ready = await standing(place);
    expect((await place.runWith(ready.env, 'apply', '--yes')).code).toBe(0);
    await changeOutside(ready, 'api', '192.0.2.66');

    const { stdout } = await place.runWith(ready.env, 'plan');
    expect(stdout).toMatch(
      /^ {2}! api A {3}192\.0\.2\.66 -> 192\.0\.2\.20 {3}changed outside, was 192\.0\.2\.20 by run 1 \(\d{4}-\d\d-\d\d, tester\)$/m,
    );
    expect(stdout).toMatch(/^Plan: 0 to create, 1 to update, 0 to delete\. 1 drifted, \d+ foreign left alone\.$/m);

    const refreshed = await place.runWith(ready.env, 'plan', '--refresh-only');
    expect(refreshed.stdout).toMatch(/changed outside, was 192\.0\.2\.20 by run 1 .*; will be recorded as it is$/m);

    expect((await place.runWith(ready.env, 'apply', '--yes')).code).toBe(0);
    expect((await place.runWith(ready.env, 'plan', '--detailed-exitcode')).code).toBe(0);
  });
});

describe('an interrupted apply', () => {
  test('finishes what is in flight, records it, exits 130, and the next one does the rest', async () => {
    const records = Array.from(
      { length: 4 },
      (_, n) => `  d${n}.example:\n    registrar: gandi\n    auto_renew: true\n`,
    );
    const place = workplace(`${small.slice(0, small.indexOf('domains:'))}domains:\n${records.join('')}`);
    const ready = await standing(place, '--latency', '400');
    const child = startDomctl(['apply', '--yes', '--format', 'json', '--parallelism', '1'], {
      cwd: place.folder,
      env: ready.env,
    });
    let stdout = '';
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
    });
    await new Promise<void>((resolve) => {
      let stderr = '';
      child.stderr?.on('data', (chunk) => {
        stderr += chunk;
        if (/^Plan: /m.test(stderr)) resolve();
      });
    });
    await expect.poll(async () => (await statsOf(ready)).writes, { timeout: 10_000 }).toBeGreaterThan(0);
    child.kill('SIGINT');
    expect(await exitOf(child)).toEqual({ code: 130, signal: null });
    const { summary, interrupted } = JSON.parse(stdout);
    expect(interrupted).toBe(true);
    expect(summary.applied + summary.not_attempted).toBe(4);
    expect(summary.failed).toBe(0);

    const rest = await place.runWith(ready.env, 'apply', '--yes', '--format', 'json');
    expect(JSON.parse(rest.stdout).summary).toEqual({ applied: summary.not_attempted, failed: 0, not_attempted: 0 });
  });
});
