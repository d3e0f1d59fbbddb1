/** Simulators and real registrars never meet in one state. A registrar is played by a simulator that does not say so. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { root } from '../../helpers/cli.ts';
import { small, type Workplace, workplace } from './config.ts';
import { type Ready, standing } from './standing.ts';

/** Hands everything on, but not what tells a simulator. */
async function asRegistrar(endpoint: string): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url } = incoming;
    const onward = request(new URL(url ?? '/', endpoint), { method, headers }, (answer) => {
      const { 'x-domctl-simulator': _, ...rest } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 500, rest);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Worlds {
  readonly place: Workplace;
  readonly simulated: Ready['env'];
  readonly real: Ready['env'];
}

async function worlds(text = small): Promise<Worlds> {
  const place = workplace(text);
  const { env, endpoints } = await standing(place, '--data', 'standing');
  const { DOMCTL_STATE: _, ...simulated } = env;
  const variables = Object.entries(endpoints).map(async ([account, endpoint]) => {
    return [`DOMCTL_ENDPOINT_${account.toUpperCase()}`, await asRegistrar(endpoint)] as const;
  });
  return { place, simulated, real: { ...simulated, ...Object.fromEntries(await Promise.all(variables)) } };
}

/** Names, modes and contents of a folder. */
function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true }).map(String).sort()) {
    const path = join(folder, name);
    const stat = lstatSync(path);
    hash.update(`${name} ${stat.mode} ${stat.mtimeMs}\n`);
    if (stat.isFile()) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

const commands = [
  ['plan'],
  ['apply', '--yes'],
  ['drift'],
  ['domains'],
  ['undo', '1', '--yes'],
  ['undo', '1', '--out', 'back.json'],
];

describe('a rehearsal', { timeout: 300_000 }, () => {
  test('as the README prints it leaves the real state alone, byte for byte', async () => {
    const { place, real } = await worlds();
    expect((await place.runWith(real, 'apply', '--yes')).code).toBe(0);
    const before = fingerprint(join(place.folder, '.domctl/state'));

    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const block = readme.split('```').find((part) => part.startsWith('sh\n') && part.includes('--print-env')) ?? '';
    const script = block
      .slice(3)
      .replaceAll(/npx domctl|node dist\/cli\/main\.js/g, `"${process.execPath}" "${join(root, 'dist/cli/main.js')}"`);
    writeFileSync(join(place.folder, 'rehearse.sh'), script);
    // What an earlier rehearsal left is not read.
    writeFileSync(join(place.folder, 'sandbox.env'), 'exit 7\n');
    const env = { PATH: process.env.PATH ?? '', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/real' };
    const done = await new Promise<string>((resolve) => {
      execFile('bash', ['rehearse.sh'], { cwd: place.folder, env }, (error, stdout, stderr) => {
        resolve(error === null ? stdout : `${error.message}\n${stdout}\n${stderr}`);
      });
    });
    expect(done).toMatch(/^Applied: 4 changes/m);
    expect(fingerprint(join(place.folder, '.domctl/state'))).toBe(before);
    expect((await place.runWith(real, 'plan', '--detailed-exitcode')).code).toBe(0);

    const [endpoint = ''] = readFileSync(join(place.folder, 'sandbox.env'), 'utf8').match(/http:[^'"\s]+/) ?? [];
    const answers = async () =>
      fetch(endpoint).then(
        () => true,
        () => false,
      );
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:/);
    await expect.poll(answers, { timeout: 30_000 }).toBe(false);
  });

  test('is refused on a state of real domains, by every command that asks a registrar; nothing is recorded', async () => {
    const { place, real, simulated } = await worlds();
    expect((await place.runWith(real, 'apply', '--yes')).code).toBe(0);
    const before = (await place.run('state', 'pull')).stdout;
    expect(JSON.parse(before).simulated).toBe(false);
    for (const command of commands) {
      const { code, stdout, stderr } = await place.runWith(simulated, ...command);
      expect([command, code, stdout]).toEqual([command, 1, '']);
      expect(stderr).toMatch(
        /^Error: The state at \.domctl\/state holds real domains, and a simulator answers for gandi\./m,
      );
      expect(stderr).toMatch(/DOMCTL_STATE/);
    }
    expect((await place.run('state', 'pull')).stdout).toBe(before);
  });

  test('leaves a state that real domains are not mixed with; neither is its snapshot', async () => {
    const { place, real, simulated } = await worlds();
    expect((await place.runWith(simulated, 'apply', '--yes')).code).toBe(0);
    for (const command of commands.slice(0, 2)) {
      const { code, stdout, stderr } = await place.runWith(real, ...command);
      expect([command, code, stdout]).toEqual([command, 1, '']);
      expect(stderr).toMatch(
        /made against simulators, and the registrar itself answers for gandi\. Nothing was changed/,
      );
    }
    expect((await place.runWith(real, 'apply', '--yes', '--state', 'real')).code).toBe(0);
    for (const [from, to] of [
      ['.domctl/state', 'real'],
      ['real', '.domctl/state'],
    ] as const) {
      await place.run('state', 'pull', '--state', from, '--out', 'state.json');
      const pushed = await place.run('state', 'push', 'state.json', '--yes', '--state', to);
      expect(pushed).toMatchObject({ code: 1, stdout: '' });
      expect(pushed.stderr).toMatch(
        /^Error: The snapshot is of a state made against (simulators|real registrars), and workspace default is one of/,
      );
    }
    // Where it is new, a state stays what it was.
    expect((await place.run('state', 'push', 'state.json', '--yes', '--state', 'copy')).code).toBe(0);
    expect((await place.runWith(simulated, 'plan', '--state', 'copy')).stderr).toMatch(/holds real domains/);
  });

  test('does not go together with real accounts in one run, and a plan alone makes no state', async () => {
    const second = small
      .replace('domains:\n', '  other: { registrar: gandi, credentials: { token: "${OTHER_TOKEN}" } }\ndomains:\n')
      .replace('example.net:\n    registrar: gandi', 'example.net:\n    registrar: other');
    const { place, real, simulated } = await worlds(second);
    const both = { ...simulated, DOMCTL_ENDPOINT_OTHER: real.DOMCTL_ENDPOINT_OTHER ?? '' };
    for (const command of [['plan'], ['apply', '--yes', '--state', 'new']]) {
      const { code, stderr } = await place.runWith(both, ...command);
      expect([command, code]).toEqual([command, 1]);
      expect(stderr).toMatch(/answered by a simulator \(gandi\) and by the registrar itself \(other\) in one run/);
    }
    expect((await place.runWith(simulated, 'plan')).code).toBe(0);
    expect(existsSync(join(place.folder, '.domctl'))).toBe(false);
  });
});
