import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/state/database.ts';
import { createSqlStore } from '../../src/state/sql-store.ts';
import { openDatabase, stateBackends } from '../helpers/database.ts';
import { countStatements } from './count-statements.ts';
import { at, domain, intent, recordSet, runStart } from './samples.ts';
import { schemaDump } from './schema-dump.ts';

describe.each(stateBackends())('the schema, $name', (backend) => {
  let database: Database;
  beforeAll(() => backend.start(), 60_000);
  afterAll(() => backend.stop(), 60_000);
  beforeEach(async () => {
    database = await openDatabase(await backend.newState());
    return () => database.close();
  });

  it('is the committed one (npx vitest run test/state/schema.test.ts -u writes it)', async () => {
    const [row] = await database.query<{ dump: string }>(schemaDump);
    await expect(
      `-- Made from the migrations by test/state/schema.test.ts; for reading only.\n\n${row?.dump}`,
    ).toMatchFileSnapshot('../../src/state/schema.sql');
  });

  it('takes as many statements for 10,000 effects as for 10', async () => {
    const counter = countStatements(database);
    const store = createSqlStore(counter.database, 'test', 'default');
    const run = await store.startRun(runStart);
    const counts = [];
    for (const size of [10, 10_000]) {
      counter.taken();
      const labels = Array.from({ length: size }, (_, index) => `host${index}`);
      const ids = await store.intend(
        run,
        labels.map((label) => intent('a.com', label)),
      );
      const intending = counter.taken();
      await store.settle(
        run,
        ids.map((id) => ({ id, outcome: 'done', error: null, at })),
        [
          domain('a.com'),
          ...labels.map((label) => recordSet('a.com', label)),
          ...labels.map((label) => ({ ...recordSet('a.com', `${label}-old`), kind: 'forget-record-set' }) as const),
          { kind: 'setting', domain: 'a.com', account: 'cf', field: 'zone', value: true, at },
          { kind: 'forget-setting', domain: 'a.com', account: 'cf', field: 'privacy' },
          { kind: 'forget-domain', domain: 'b.com' },
        ],
      );
      const settling = counter.taken();
      const [recorded] = await store.readRecorded(['a.com']);
      expect(recorded?.recordSets).toHaveLength(size);
      counts.push({ intending, settling, reading: counter.taken() });
    }
    expect(counts[1]).toEqual(counts[0]);
    expect(counts[0]).toEqual({ intending: 1, settling: 10, reading: 2 });
  });

  it('reads one domain of 500 without passing over the record sets of the others', async () => {
    await database.script(`
      INSERT INTO domctl.workspaces (name) VALUES ('large');
      INSERT INTO domctl.runs (workspace, operation, started_at, host, pid, tool_version) VALUES ('large', 'apply', now(), 'h', 1, '0');
      INSERT INTO domctl.domains (workspace, domain, run) SELECT 'large', 'd' || i || '.com', 1 FROM generate_series(1, 500) i;
      INSERT INTO domctl.record_sets (workspace, domain, account, name, type, ttl_seconds, "values", run, applied_at)
      SELECT 'large', 'd' || i || '.com', 'cf', 'h' || j || '.d' || i || '.com.', 'A', 300, '{192.0.2.1}', 1, now()
        FROM generate_series(1, 500) i, generate_series(1, 100) j;
      ANALYZE domctl.domains; ANALYZE domctl.record_sets`);
    const plans: string[] = [];
    const explained: Database = {
      ...database,
      async query<Row>(text: string, values: readonly unknown[] = []) {
        const lines = await database.query<{ 'QUERY PLAN': string }>(
          `EXPLAIN (ANALYZE, BUFFERS OFF, TIMING OFF) ${text}`,
          values,
        );
        plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
        return await database.query<Row>(text, values);
      },
    };
    const store = createSqlStore(explained, 'test', 'large');
    const [recorded] = await store.readRecorded(['d77.com']);
    expect(recorded?.recordSets).toHaveLength(100);
    const scans =
      plans.join('\n').match(/\w+ Scan[^\n]*on (domains|record_sets|settings)[^\n]*rows=\d+(\.\d+)? loops=\d+/g) ?? [];
    expect(scans.length).toBeGreaterThanOrEqual(3);
    for (const scan of scans) {
      expect(scan).not.toContain('Seq Scan');
      expect(Number(/rows=([\d.]+) loops/.exec(scan)?.[1])).toBeLessThanOrEqual(100);
    }
    expect(plans.join('\n')).not.toContain('Rows Removed by Filter');
  });
});
