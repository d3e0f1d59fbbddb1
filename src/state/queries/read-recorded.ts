import type { Provenance, RecordedDomain, RecordedRecordSet, RecordedSetting } from '../../planner/inputs.ts';
import type { Protection } from '../../schema/protection.ts';
import type { Queryable } from '../database.ts';
import { levelOf } from '../protection.ts';

/** One row for each domain and thus one snapshot; sets and settings are found by the leading columns of their keys. */
const text = `
SELECT d.domain, d.registrar, d.dns, ${levelOf('d')} AS protect, d.zone_rows, d.foreign_sets, d.root, d.run, r.started_at AS at,
       (SELECT coalesce(json_agg(json_build_array(
                 s.account, s.name, s.type, s.ttl_seconds, to_json(s."values"), s.options, ${levelOf('s')}, s.run, s.applied_at,
                 s.irregular)
                 ORDER BY s.name, s.type, s.account), '[]')
          FROM domctl.record_sets s
         WHERE s.workspace = d.workspace AND s.domain = d.domain) AS record_sets,
       (SELECT coalesce(json_agg(json_build_array(s.account, s.field, s.value, s.run, s.applied_at)
                 ORDER BY s.field, s.account), '[]')
          FROM domctl.settings s
         WHERE s.workspace = d.workspace AND s.domain = d.domain) AS settings
  FROM domctl.domains d JOIN domctl.runs r ON r.run = d.run
 WHERE d.workspace = $1 AND d.domain = ANY ($2::text[])
 ORDER BY d.domain`;

interface Row {
  readonly domain: string;
  readonly registrar: string | null;
  readonly dns: string | null;
  readonly protect: Protection;
  readonly zone_rows: number | null;
  readonly foreign_sets: RecordedDomain['foreign'];
  readonly root: string | null;
  readonly run: number;
  readonly at: Date;
  readonly record_sets: readonly RecordSetRow[];
  readonly settings: readonly SettingRow[];
}
type RecordSetRow = readonly [
  account: string,
  name: string,
  type: RecordedRecordSet['type'],
  ttlSeconds: number,
  values: readonly string[],
  options: RecordedRecordSet['options'],
  protect: Protection,
  run: number,
  appliedAt: string,
  irregular: string | null,
];
type SettingRow = readonly [
  account: string,
  field: RecordedSetting['field'],
  value: RecordedSetting['value'],
  run: number,
  appliedAt: string,
];

type RunFacts = Pick<Provenance, 'actor' | 'commit' | 'ciUrl'>;

/** Recorded state of exactly these domains, sorted; absent ones are left out. Two statements. */
export async function readRecorded(
  database: Queryable,
  workspace: string,
  domains: readonly string[],
): Promise<readonly RecordedDomain[]> {
  const rows = await database.query<Row>(text, [workspace, domains]);
  const runs = await readRunFacts(database, rows);
  return rows.map((row) => ({
    domain: row.domain,
    registrar: row.registrar,
    dns: row.dns,
    protect: row.protect,
    zoneRows: row.zone_rows,
    foreign: row.foreign_sets,
    ...(row.root === null ? {} : { manager: { root: row.root, run: row.run, at: row.at.toISOString() } }),
    recordSets: row.record_sets.map((set) => toRecordSet(set, runs)),
    settings: row.settings.map((setting) => toSetting(setting, runs)),
  }));
}

/** Runs never change what is read here, so this need not be of the same snapshot. */
async function readRunFacts(database: Queryable, rows: readonly Row[]): Promise<ReadonlyMap<number, RunFacts>> {
  const numbers = new Set<number>();
  for (const row of rows) {
    for (const set of row.record_sets) numbers.add(set[7]);
    for (const setting of row.settings) numbers.add(setting[3]);
  }
  if (numbers.size === 0) return new Map();
  const runs = await database.query<RunFacts & { readonly run: number }>(
    'SELECT run, actor, git_commit AS "commit", ci_url AS "ciUrl" FROM domctl.runs WHERE run = ANY ($1::int[])',
    [[...numbers]],
  );
  return new Map(runs.map(({ run, ...facts }) => [run, facts]));
}

function toRecordSet(row: RecordSetRow, runs: ReadonlyMap<number, RunFacts>): RecordedRecordSet {
  const [account, name, type, ttlSeconds, values, options, protect, run, appliedAt, irregular] = row;
  const set = { account, name, type, ttlSeconds, values, options, protect };
  return {
    ...set,
    ...(irregular === null ? {} : { irregular }),
    provenance: provenance(run, appliedAt, runs),
  };
}

function toSetting(row: SettingRow, runs: ReadonlyMap<number, RunFacts>): RecordedSetting {
  const [account, field, value, run, appliedAt] = row;
  return { account, field, value, provenance: provenance(run, appliedAt, runs) };
}

function provenance(run: number, appliedAt: string, runs: ReadonlyMap<number, RunFacts>): Provenance {
  const facts = runs.get(run) ?? { actor: null, commit: null, ciUrl: null };
  return { run, at: new Date(appliedAt).toISOString(), ...facts };
}
