/**
 * How long whole commands take, as a user runs them: the built command against standing simulators on this machine,
 * without latency and limits. Each figure is the median of several runs, beside bare `node`.
 * Zones: `npm run bench -- 100 1000` (default), 20 record sets each.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const command = join(root, 'dist/cli/main.js');
const setsPerZone = 20;
const repeats = 5;

interface Usage {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly rssMb: number;
}

const folder = mkdtempSync(join(tmpdir(), 'domctl-bench-'));
const usageFile = join(folder, 'usage.json');

function run(args: readonly string[], env: NodeJS.ProcessEnv = process.env, cwd = folder): Promise<Usage> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', join(root, 'bench/usage.mjs'), ...args], {
    cwd,
    env: { ...env, BENCH_USAGE: usageFile },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => {
      if (code !== 0) return reject(new Error(`${args.join(' ')} exited ${code}: ${stderr.slice(-2000)}`));
      resolve({ wallMs: performance.now() - started, ...JSON.parse(readFileSync(usageFile, 'utf8')) });
    });
  });
}

async function median(measure: () => Promise<Usage>): Promise<Usage> {
  const runs: Usage[] = [];
  for (let i = 0; i < repeats; i++) runs.push(await measure());
  const middle = (of: (usage: Usage) => number) =>
    runs.map(of).sort((a, b) => a - b)[Math.floor(repeats / 2)] as number;
  return { wallMs: middle((u) => u.wallMs), cpuMs: middle((u) => u.cpuMs), rssMb: middle((u) => u.rssMb) };
}

function row(name: string, usage: Usage): void {
  const cell = (n: number, width: number) => n.toFixed(0).padStart(width);
  console.log(
    `${name.padEnd(46)} ${cell(usage.wallMs, 8)} ms ${cell(usage.cpuMs, 8)} ms cpu ${cell(usage.rssMb, 6)} MB`,
  );
}

/** A portfolio over three accounts, in the proportions that their limits suggest. */
function config(zones: number): string {
  const accounts = ['cloudflare', 'gandi', 'gandi-two'];
  const domains = Array.from({ length: zones }, (_, i) => {
    const account = accounts[i % accounts.length];
    const records = Array.from(
      { length: setsPerZone - 2 },
      (_, n) => `      - { name: h${n}, type: A, value: 192.0.2.${n + 1} }`,
    );
    return [
      `  zone-${i}.example.com:`,
      `    dns: ${account}`,
      '    records:',
      '      - { name: "@", type: MX, value: "10 mx.example.net." }',
      '      - { name: "@", type: TXT, value: "v=spf1 include:_spf.example.net -all" }',
      ...records,
    ].join('\n');
  });
  return [
    'version: 1',
    'defaults: { ttl: 3600 }',
    'accounts:',
    '  cloudflare: { credentials: { api_token: "${CLOUDFLARE_API_TOKEN}" } }',
    '  gandi: { credentials: { token: "${GANDI_TOKEN}" } }',
    '  gandi-two: { registrar: gandi, credentials: { token: "${GANDI_TWO_TOKEN}" } }',
    'domains:',
    ...domains,
    '',
  ].join('\n');
}

async function withSandbox<T>(file: string, cwd: string, work: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const sandbox = spawn(
    process.execPath,
    [command, 'sandbox', '-f', file, '--no-rate-limits', '--data', join(cwd, 'sandbox')],
    {
      cwd,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const line = await new Promise<string>((resolve, reject) => {
      let text = '';
      sandbox.stdout.on('data', (data: Buffer) => {
        text += data.toString();
        if (text.includes('\n')) resolve(text);
      });
      sandbox.on('exit', (code) => reject(new Error(`the sandbox exited ${code}`)));
    });
    return await work({ ...process.env, ...(JSON.parse(line) as { env: Record<string, string> }).env });
  } finally {
    sandbox.kill('SIGTERM');
  }
}

async function zones(count: number): Promise<void> {
  const cwd = mkdtempSync(join(folder, 'zones-'));
  const file = join(cwd, 'domains.yaml');
  writeFileSync(file, config(count));
  await withSandbox(file, cwd, async (env) => {
    const title = `${count} zones x ${setsPerZone} sets`;
    row(`${title}: first plan`, await run([command, 'plan', '-f', file, '--format', 'json'], env, cwd));
    row(`${title}: first apply`, await run([command, 'apply', '-f', file, '--yes', '--format', 'json'], env, cwd));
    row(
      `${title}: unchanged plan`,
      await median(() => run([command, 'plan', '-f', file, '--detailed-exitcode'], env, cwd)),
    );
  });
}

try {
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, '');
  console.log(`node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}; median of ${repeats}\n`);
  row('bare node', await median(() => run([empty])));
  row('domctl --version', await median(() => run([command, '--version'])));
  const example = join(root, 'examples/domains.yaml');
  row(
    'first plan --sandbox of examples/domains.yaml',
    await median(() =>
      run([command, 'plan', '-f', example, '--sandbox'], process.env, mkdtempSync(join(folder, 'example-'))),
    ),
  );
  const counts = process.argv.slice(2).map(Number);
  for (const count of counts.length > 0 ? counts : [100, 1000]) await zones(count);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
