/** The two kinds of state, where many tests start from copies of one base. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, startTestServer, type TestServer } from '../helpers/database.ts';

export interface States {
  readonly name: 'embedded' | 'server';
  /** For `--state`; made by the first apply. */
  readonly base: string;
  /** A copy of the base as it is now; nobody may be using it. */
  copy(): Promise<string>;
  /** What a minute does to the leases of a dead run. */
  expireLeases(location: string): Promise<void>;
  stop(): Promise<void>;
}

export function embeddedStates(): States {
  const folder = mkdtempSync(join(tmpdir(), 'domctl-chaos-state-'));
  const base = join(folder, 'base');
  let count = 0;
  return {
    name: 'embedded',
    base,
    copy: async () => {
      const location = join(folder, `copy-${++count}`);
      cpSync(base, location, { recursive: true });
      return location;
    },
    // Whoever opens the folder next knows that nobody else is there.
    expireLeases: async () => {},
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

export async function serverStates(): Promise<States & { readonly server: TestServer }> {
  const server = await startTestServer();
  const base = await server.createDatabase('base');
  return {
    name: 'server',
    server,
    base,
    copy: () => server.createDatabase(undefined, 'base'),
    expireLeases: async (location) => {
      await server.query(location, expireLeases);
    },
    stop: () => server.stop(),
  };
}

/** Where a run was killed before it had made anything, there is nothing to expire. */
const expireLeases = `
DO $$ BEGIN
  IF to_regclass('domctl.leases') IS NOT NULL THEN
    UPDATE domctl.leases SET expires_at = clock_timestamp() - interval '1 millisecond';
  END IF;
END $$`;

export interface StateRows {
  readonly recordSets: readonly RecordSetRow[];
  readonly settings: readonly SettingRow[];
  readonly domains: readonly { readonly domain: string; readonly protect: boolean }[];
  /** Those that hold. */
  readonly leases: readonly { readonly domain: string }[];
  readonly openCalls: readonly { readonly run: number; readonly operation: string; readonly outcome: string | null }[];
}

export interface RecordSetRow {
  readonly domain: string;
  readonly account: string;
  readonly name: string;
  readonly type: string;
  readonly ttl_seconds: number;
  readonly values: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
}

export interface SettingRow {
  readonly domain: string;
  readonly account: string;
  readonly field: string;
  readonly value: boolean | readonly string[];
}

/** All that a state says, past the program's own reading of it. */
export async function readRows(location: string): Promise<StateRows> {
  const database = await openDatabase(location);
  try {
    return {
      recordSets: await database.query('SELECT * FROM domctl.record_sets ORDER BY domain, name, type'),
      settings: await database.query('SELECT * FROM domctl.settings ORDER BY domain, field'),
      domains: await database.query('SELECT domain, protect FROM domctl.domains ORDER BY domain'),
      leases: await database.query('SELECT domain FROM domctl.v_leases WHERE NOT expired ORDER BY domain'),
      openCalls: await database.query(
        `SELECT run, operation, outcome FROM domctl.journal WHERE outcome IS NULL OR outcome = 'in-doubt' ORDER BY id`,
      ),
    };
  } finally {
    await database.close();
  }
}
