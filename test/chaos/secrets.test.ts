/** Credentials that would be recognised anywhere, and everything that the program writes, searched for them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/registrars/simulator/random.ts';
import type { CredentialKey } from '../../src/schema/capabilities.ts';
import { openDatabase, startTestServer, type TestServer } from '../helpers/database.ts';
import { registrars } from '../helpers/halves.ts';
import { type Config, consents, editedConfig, firstConfig } from './config.ts';
import { createProcesses, type Processes } from './processes.ts';
import { spellings } from './spellings.ts';
import { type StandingSandbox, startSandbox } from './standing-sandbox.ts';

/** Of these, a form is asked: letters and digits, base32, names and values. */
const formal = ['api_token', 'totp_secret', 'cookie'];

/** In the form of the sandbox's own value; `seed` tells two apart. */
function made({ key, sandbox }: CredentialKey, seed: number): string {
  const random = seededRandom(seed);
  const from = (letters: string) => letters[Math.floor(random() * letters.length)] as string;
  const other = sandbox.replace(/(?<=^|=)[^=;]+/g, (text) =>
    text
      .replace(/[a-f]/g, () => from('abcdef'))
      .replace(/[g-z]/g, () => from('ghijklmnopqrstuvwxyz'))
      .replace(/[A-Z]/g, () => from('ABCDEFGHIJKLMNOPQRSTUVWXYZ'))
      .replace(/[2-7]/g, () => from('234567')),
  );
  // What URLs, forms, XML, JSON and quoting spell in ways of their own.
  return formal.includes(key) ? other : `${other}+/&<"'%`;
}

const credentials = [...registrars.values()].flatMap(({ descriptor }) => descriptor.credentials);
const secrets = credentials.filter(({ secret }) => secret);
const rightValues = new Map(credentials.map((one, n) => [one.variable, one.secret ? made(one, n + 1) : one.sandbox]));
const wrongValues = new Map([...rightValues, ...secrets.map((one, n) => [one.variable, made(one, n + 101)] as const)]);
const needles = secrets.flatMap(({ variable }) =>
  [rightValues, wrongValues]
    .flatMap((values) => partsOf(values.get(variable) ?? ''))
    .flatMap((part) => spellings(part).map((text) => ({ variable, text }))),
);

/** The whole, and what a list of names and values holds. */
function partsOf(secret: string): readonly string[] {
  const values = [...secret.matchAll(/=([^=;]{10,})/g)].map(([, value = '']) => value);
  return secret.includes('; ') ? [secret, ...values] : [secret];
}

/** Where one credential may stand for others, one account does so, and another does not. */
function inBothWays(config: Config): Config {
  const accounts = Object.entries(config.accounts).map(([name, account]) => {
    const keys = registrars.get(account.registrar)?.descriptor.credentials ?? [];
    const replaced = new Set(keys.flatMap(({ insteadOf }) => insteadOf ?? []));
    if (replaced.size === 0 || !name.endsWith('-other')) return [name, account] as const;
    const used = keys.filter(({ key }) => !replaced.has(key)).map(({ key, variable }) => [key, `\${${variable}}`]);
    return [name, { ...account, credentials: Object.fromEntries(used) }] as const;
  });
  return { ...config, accounts: Object.fromEntries(accounts) };
}

/** The config as the simulators get it: with the values in place of the variables. */
function spelledOut(config: Config): string {
  return JSON.stringify(config, (_key, value: unknown) =>
    typeof value === 'string' ? (rightValues.get(/^\$\{(\w+)\}$/.exec(value)?.[1] ?? '') ?? value) : value,
  );
}

describe.each(['embedded', 'server'] as const)('with state: %s, no credential is found', (kind) => {
  let processes: Processes;
  let server: TestServer | undefined;
  let folder: string;
  let state: string;
  let sandbox: StandingSandbox;
  const told: string[] = [];

  beforeAll(async () => {
    processes = createProcesses();
    folder = mkdtempSync(join(tmpdir(), 'domctl-chaos-'));
    server = kind === 'server' ? await startTestServer() : undefined;
    state = (await server?.createDatabase()) ?? join(folder, 'state');
    const options = { registrars, host: 'cloudflare', size: 3 };
    const first = inBothWays(firstConfig(options));
    const edited = inBothWays(editedConfig(options, first, seededRandom(1)));
    writeFileSync(join(folder, 'domains.yaml'), JSON.stringify(first));
    writeFileSync(join(folder, 'edited.yaml'), JSON.stringify(edited));
    const simulated = { ...edited, domains: { ...first.domains, ...edited.domains } };
    writeFileSync(join(folder, 'simulated.yaml'), spelledOut(simulated));
    sandbox = await startSandbox(processes, { folder, file: 'simulated.yaml', latencyMs: 0 });
    await everything();
  }, 300_000);

  afterAll(async () => {
    await processes?.stop();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  async function run(values: ReadonlyMap<string, string>, ...args: string[]): Promise<number | null> {
    const env = { ...sandbox.env, ...Object.fromEntries(values), DOMCTL_STATE: state };
    const { code, stdout, stderr } = await processes.run(args, { cwd: folder, env, preload: ['fast-clock.mjs'] });
    told.push(`$ domctl ${args.filter((arg) => !arg.startsWith('postgres:')).join(' ')}\n${stdout}\n${stderr}`);
    return code;
  }

  async function faults(rule: object): Promise<void> {
    const send = (endpoint: string) =>
      fetch(`${endpoint}/__sandbox/faults`, { method: 'POST', body: JSON.stringify(rule) });
    await Promise.all(Object.values(sandbox.endpoints).map(send));
  }

  /** All that speaks of registrars, with the right credentials and with wrong ones, in good times and in bad. */
  async function everything(): Promise<void> {
    expect(await run(rightValues, 'plan', '--verbose', '--out', 'plan.json'), told.at(-1)).toBe(0);
    expect(await run(rightValues, 'apply', 'plan.json', '--verbose'), told.at(-1)).toBe(0);
    await run(wrongValues, 'plan', '--verbose', '--out', 'wrong-plan.json');
    await run(wrongValues, 'apply', '--yes', '--verbose', '-f', 'edited.yaml', ...consents);
    for (const kinds of [
      ['500', 'malformed', 'html'],
      ['cut-after', 'short-page', '429'],
    ]) {
      await faults({ rate: 0.3, kinds });
      await run(rightValues, 'apply', '--yes', '--verbose', '--format', 'json', '-f', 'edited.yaml', ...consents);
    }
    await faults({ rate: 0 });
    expect(await run(rightValues, 'apply', '--yes', '--verbose', '-f', 'edited.yaml', ...consents), told.at(-1)).toBe(
      0,
    );
    for (const args of [['history'], ['history', '2'], ['drift'], ['domains'], ['state', 'list'], ['state', 'pull']]) {
      await run(rightValues, ...args, '-f', 'edited.yaml', '--verbose');
    }
    for (const format of ['markdown', 'html', 'json']) await run(wrongValues, 'plan', '--format', format);
    await run(new Map(), 'plan', '--verbose');
    const elsewhere = server === undefined ? null : new URL(state);
    if (elsewhere !== null) elsewhere.port = '1';
    if (elsewhere !== null) await run(rightValues, 'plan', '--verbose', '--state', elsewhere.href);
  }

  function expectNone(text: string, where: string): void {
    const found = needles.filter((needle) => text.includes(needle.text));
    expect(found.map(({ variable, text: spelling }) => `${variable} as ${spelling} in ${where}`)).toEqual([]);
  }

  it('in anything that was shown', () => {
    expect(told.join('\n').length).toBeGreaterThan(100_000);
    for (const text of told) expectNone(text, text.slice(0, 80));
  });

  it('in a plan file, or anything else that was left in the folder', () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'simulated.yaml')
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.startsWith(join(folder, 'sandbox')));
    expect(files).toContain(join(folder, 'plan.json'));
    // As bytes: the log of a database holds what was ever written to it.
    for (const file of files) expectNone(readFileSync(file, 'latin1'), file.slice(folder.length));
  });

  it('in any row of the state', async () => {
    const database = await openDatabase(state);
    const tables = await database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'domctl'`,
    );
    expect(tables.map(({ name }) => name)).toContain('journal');
    for (const { name } of tables) {
      const rows = await database.query<{ row: unknown }>(`SELECT to_jsonb(t) AS row FROM domctl.${name} t`);
      for (const { row } of rows) expectNone(`${JSON.stringify(row)} ${flat(row)}`, name);
    }
    const [journal] = await database.query<{ errors: number }>(
      'SELECT count(error)::int AS errors FROM domctl.journal',
    );
    expect(journal?.errors, 'errors that might have held one').toBeGreaterThan(0);
    await database.close();
  });

  if (kind === 'server') {
    it('and neither is the password of the state', () => {
      const password = decodeURIComponent(new URL(state).password);
      for (const spelling of spellings(password)) for (const text of told) expect(text).not.toContain(spelling);
    });
  }
});

/** All texts of a value, as they are. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? Object.values(value).map(flat).join(' ') : '';
}

describe('the search', () => {
  it('finds a secret however it was spelt', () => {
    const secret = rightValues.get(secrets[0]?.variable ?? '') ?? '';
    const texts = [
      secret,
      `x=${encodeURIComponent(secret)}`,
      new URLSearchParams({ key: secret }).toString(),
      JSON.stringify({ token: secret }),
      ...['', 'u:', 'us:', 'use:'].map((user) => Buffer.from(`${user}${secret}`).toString('base64')),
      Buffer.from(secret).toString('base64url'),
      Buffer.from(secret).toString('hex'),
    ];
    for (const text of texts)
      expect(
        spellings(secret).some((spelling) => text.includes(spelling)),
        text,
      ).toBe(true);
  });
});
