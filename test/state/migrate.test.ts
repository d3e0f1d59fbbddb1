import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseSchemaVersion, migrateDatabase, programSchemaVersion } from '../../src/state/migrate.ts';
import { openState } from '../../src/state/open-state.ts';
import { openDatabase, startTestServer, type TestServer } from '../helpers/database.ts';
import { type CompiledState, compileState } from './child.ts';
import { runStart } from './samples.ts';

const read = { mode: 'read', operation: 'plan' } as const;
const write = { mode: 'write', operation: 'apply' } as const;

describe('migrations on a server', () => {
  let server: TestServer;
  let compiled: CompiledState;
  beforeAll(async () => {
    compiled = compileState();
    server = await startTestServer();
  }, 60_000);
  afterAll(async () => {
    compiled.remove();
    await server.stop();
  }, 60_000);

  it('run once, whoever of 20 processes comes first', async () => {
    const url = await server.createDatabase();
    const children = Array.from({ length: 20 }, () =>
      compiled.start(
        `const store = await openState(args[0], 'default', { mode: 'write', operation: 'apply' });
         await store.startRun(${JSON.stringify(runStart)});
         await store.close();`,
        url,
      ),
    );
    await Promise.all(children.map((child) => child.ended));
    const [counts] = await server.query(
      url,
      'SELECT (SELECT count(*)::int FROM domctl.migrations) AS migrations, (SELECT count(*)::int FROM domctl.runs) AS runs',
    );
    expect(counts).toEqual({ migrations: (await programSchemaVersion()) + 1, runs: 20 });
  }, 60_000);

  it('leave no lock and no setting behind on the connection', async () => {
    const url = await server.createDatabase();
    const database = await openDatabase(url);
    await migrateDatabase(database, 'test');
    const [left] = await database.query<{ locks: number; path: string }>(
      `SELECT (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory') AS locks, current_setting('search_path') AS path`,
    );
    expect(left).toEqual({ locks: 0, path: '"$user", public' });
    await database.close();
  });

  it("leave other programs' tables alone, even one named migrations", async () => {
    const url = await server.createDatabase();
    await server.query(
      url,
      "CREATE TABLE migrations (id text, name text); INSERT INTO migrations VALUES ('theirs', 'x')",
    );
    await (await openState(url, 'default', write)).close();
    expect(await server.query(url, 'SELECT * FROM public.migrations')).toEqual([{ id: 'theirs', name: 'x' }]);
    const tables = await server.query<{ name: string }>(
      url,
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    expect(tables).toEqual([{ name: 'migrations' }]);
  });

  it('need no right to create anything once they have run', async () => {
    const url = await server.createDatabase();
    await (await openState(url, 'default', write)).close();
    await server.query(
      url,
      `CREATE ROLE writer LOGIN PASSWORD 'w'; GRANT USAGE ON SCHEMA domctl TO writer;
       GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA domctl TO writer;
       GRANT USAGE ON ALL SEQUENCES IN SCHEMA domctl TO writer`,
    );
    const store = await openState(url.replace(/\/\/[^@]*@/, '//writer:w@'), 'default', write);
    expect(await store.startRun(runStart)).toBe(1);
    await store.close();
  });

  it('are not run by a read, which finds an empty state and creates nothing', async () => {
    const url = await server.createDatabase();
    const store = await openState(url, 'default', read);
    expect(await store.readRecorded(['a.com'])).toEqual([]);
    await store.close();
    expect(await server.query(url, "SELECT 1 FROM pg_namespace WHERE nspname = 'domctl'")).toEqual([]);
  });

  it('refuse a schema that is newer than the program, with both versions and the danger', async () => {
    const url = await server.createDatabase();
    await (await openState(url, 'default', write)).close();
    await server.query(url, "INSERT INTO domctl.migrations (id, name, hash) VALUES (99, 'future', 'x')");
    const known = await programSchemaVersion();
    for (const options of [read, write]) {
      await expect(openState(url, 'default', options)).rejects.toMatchObject({
        code: 'newer-schema',
        message: expect.stringMatching(
          new RegExp(`has schema version 99; this program knows versions up to ${known}\\. An older program would`),
        ),
      });
    }
  });

  describe('of another program version', () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'domctl-test-migrations-'));
      cpSync(resolve(import.meta.dirname, '../../src/state/migrations'), folder, { recursive: true });
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('are refused for reading where the schema is older', async () => {
      const url = await server.createDatabase();
      await (await openState(url, 'default', write)).close();
      await server.query(url, 'DELETE FROM domctl.migrations WHERE id = (SELECT max(id) FROM domctl.migrations)');
      await expect(openState(url, 'default', read)).rejects.toMatchObject({ code: 'older-schema' });
    });

    it('leave nothing behind where one of them fails, and work once it is mended', async () => {
      const url = await server.createDatabase();
      const next = String((await programSchemaVersion()) + 1).padStart(5, '0');
      const database = await openDatabase(url);
      writeFileSync(join(folder, `${next}_next.sql`), 'CREATE TABLE domctl.next (id integer); SELECT 1/0;');
      await expect(migrateDatabase(database, 'test', folder)).rejects.toMatchObject({
        code: 'failed',
        message: expect.stringContaining('division by zero'),
      });
      expect(await databaseSchemaVersion(database)).toBeNull();
      writeFileSync(join(folder, `${next}_next.sql`), 'CREATE TABLE domctl.next (id integer);');
      await migrateDatabase(database, 'test', folder);
      expect(await databaseSchemaVersion(database)).toBe(Number(next));
      writeFileSync(join(folder, '00001_record-state.sql'), '-- rewritten');
      writeFileSync(join(folder, `${String(Number(next) + 1).padStart(5, '0')}_more.sql`), 'SELECT 1;');
      await expect(migrateDatabase(database, 'test', folder)).rejects.toMatchObject({ code: 'changed-schema' });
      await database.close();
    });
  });
});
