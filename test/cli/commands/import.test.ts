import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitOf, startDomctl } from '../../helpers/cli.ts';
import { small, type Workplace, workplace } from './config.ts';
import { type Ready, standing } from './standing.ts';

const accounts = small.slice(0, small.indexOf('domains:'));

/** A sandbox that holds the domains of the small config, and a config that has its accounts only. */
async function held(): Promise<{ place: Workplace; ready: Ready }> {
  const place = workplace(small);
  const ready = await standing(place);
  expect((await place.runWith(ready.env, 'apply', '--yes')).code).toBe(0);
  place.write(accounts);
  return { place, ready };
}

describe('import', () => {
  test('writes what is live: to stdout, to a file, to a folder; a plan of it adopts, and makes no call', async () => {
    const { place, ready } = await held();
    const run = (...args: string[]) => place.runWith(ready.env, ...args);
    const shown = await run('import');
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain('  example.com:\n    registrar: gandi\n');
    expect(shown.stderr).toMatch(/Read: 2 domains with \d+ record sets/);

    expect(await run('import', '--out', 'live.yaml')).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(join(place.folder, 'live.yaml'), 'utf8')).toBe(shown.stdout);
    const refused = await run('import', '--out', 'live.yaml');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('live.yaml is there already, and is not overwritten');

    expect((await run('import', '--out', 'split', '--split')).code).toBe(0);
    expect(readdirSync(join(place.folder, 'split'))).toEqual(['example.com.yaml', 'example.net.yaml', 'shared.yaml']);
    const empty = ['--state', join(place.folder, 'other')];
    for (const config of ['live.yaml', 'split']) {
      const files = ['-f', 'domains.yaml', '-f', config];
      const { stdout } = await run('plan', ...files, ...empty, '--format', 'json');
      const { summary, changes } = JSON.parse(stdout);
      expect(summary).toMatchObject({ calls: 0, errors: 0, refusals: 0 });
      expect(new Set(changes.map(({ action }: { action: string }) => action))).toEqual(new Set(['adopt']));
    }
  });

  test('reads one account or domain where it is named', async () => {
    const { place, ready } = await held();
    const one = await place.runWith(ready.env, 'import', 'gandi/example.net');
    expect(one.stdout).toContain('  example.net:\n');
    expect(one.stdout).not.toContain('  example.com:\n');
    const none = await place.runWith(ready.env, 'import', 'gandy');
    expect(none).toMatchObject({ code: 1, stdout: '' });
    expect(none.stderr).toContain('The config has no account "gandy": did you mean "gandi"?');
    const missing = await place.runWith(ready.env, 'import', 'gandi/example.org', '--out', 'x.yaml');
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('gandi holds neither a registration nor a zone of example.org');
  });

  test('goes on where an account fails, and leaves nothing half-written where it cannot write', async () => {
    const { place, ready } = await held();
    place.write(`${accounts}  namesilo: { credentials: { api_key: "\${GANDI_TOKEN}" } }\n`);
    const env = { ...ready.env, DOMCTL_ENDPOINT_NAMESILO: 'http://127.0.0.1:9' };
    const read = await place.runWith(env, 'import', '--out', 'live.yaml');
    expect(read.code).toBe(1);
    expect(read.stderr).toContain('Warning: namesilo was not read, or not all of it: ');
    const text = readFileSync(join(place.folder, 'live.yaml'), 'utf8');
    expect(text).toMatch(/^# namesilo was not read/);
    expect(text).toContain('  example.com:\n');

    mkdirSync(join(place.folder, 'split'));
    place.write('', 'split/example.net.yaml');
    const refused = await place.runWith(ready.env, 'import', 'gandi', '--out', 'split', '--split');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('example.net.yaml is there already');
    expect(readdirSync(join(place.folder, 'split'))).toEqual(['example.net.yaml']);
  });

  test('adds to a config that is there what it lacks, and changes no line of it', async () => {
    const place = workplace(small);
    const ready = await standing(place);
    const run = (...args: string[]) => place.runWith(ready.env, ...args);
    expect((await run('apply', '--yes')).code).toBe(0);
    const one = `${small.slice(0, small.indexOf('  example.net:'))}    # the last word of example.com\n\n# the end\n`;
    place.write(one);
    const told = await run('import');
    expect(told.stderr).toContain('To add what is missing in domains.yaml, run again with --out domains.yaml.');
    expect(told.stdout).not.toContain('example.com:');

    const written = await run('import', '--out', 'domains.yaml');
    expect(written).toMatchObject({ code: 0, stdout: '' });
    const text = readFileSync(join(place.folder, 'domains.yaml'), 'utf8');
    const lines = text.split('\n');
    expect(one.split('\n').every((line) => lines.includes(line))).toBe(true);
    expect(text).toContain('  example.net:\n    registrar: gandi\n');
    expect(text).toMatch(/- \{ name: webmail, .*\n(.*\n)*.*# the last word of example.com\n/);
    const planned = JSON.parse((await run('plan', '--format', 'json')).stdout);
    expect(planned.summary).toMatchObject({ calls: 0, errors: 0, foreign: 0 });

    const again = await run('import', '--out', 'domains.yaml');
    expect(again.code).toBe(0);
    expect(again.stderr).toContain('Nothing to import: domains.yaml was not written.\n');
    const fresh = await run('import', '--out', 'fresh.yaml', '--quiet');
    expect(fresh).toMatchObject({ code: 0, stdout: '', stderr: 'Nothing to import: fresh.yaml was not written.\n' });
    expect(readdirSync(place.folder)).not.toContain('fresh.yaml');
    expect(await run('import', '--quiet')).toMatchObject({ code: 0, stdout: '', stderr: 'Nothing to import.\n' });
    expect(readFileSync(join(place.folder, 'domains.yaml'), 'utf8')).toBe(text);
  });

  test('leaves nothing behind where it is interrupted while it reads', async () => {
    const place = workplace(small);
    const ready = await standing(place, '--latency', '2000');
    const child = startDomctl(['import', '--verbose', '--out', 'split', '--split'], {
      cwd: place.folder,
      env: ready.env,
    });
    // Its first request has been answered, others have not.
    await new Promise((resolve) => child.stderr?.once('data', resolve));
    child.kill('SIGINT');
    expect(await exitOf(child)).toMatchObject({ signal: 'SIGINT' });
    expect(readdirSync(place.folder).filter((name) => name !== '.domctl')).toEqual(['domains.yaml']);
  });
});
