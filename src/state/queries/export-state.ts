import {
  type SnapshotDomain,
  type SnapshotRun,
  type StateSnapshot,
  type StateVersion,
  snapshotFormatVersion,
} from '../administration.ts';
import type { Queryable } from '../database.ts';
import { levelOf } from '../protection.ts';

/** ISO 8601 in UTC with milliseconds, as JavaScript prints it. */
const iso = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** One statement, and thus one snapshot; a row for each domain, as no value of Postgres takes any number of them. */
const text = `
SELECT w.serial, w.lineage::text AS lineage, w.simulated, d.domain, d.registrar, d.dns, ${levelOf('d')} AS protect,
       d.zone_rows, d.foreign_sets, d.root, d.run,
       (SELECT coalesce(json_agg(json_build_object(
                 'account', s.account, 'name', s.name, 'type', s.type, 'ttl', s.ttl_seconds,
                 'values', to_json(s."values"), 'options', s.options, 'irregular', s.irregular, 'protect', ${levelOf('s')}, 'run', s.run,
                 'applied_at', ${iso('s.applied_at')}) ORDER BY s.name, s.type, s.account), '[]')
          FROM domctl.record_sets s WHERE s.workspace = d.workspace AND s.domain = d.domain) AS record_sets,
       (SELECT coalesce(json_agg(json_build_object(
                 'account', s.account, 'field', s.field, 'value', s.value, 'run', s.run,
                 'applied_at', ${iso('s.applied_at')}) ORDER BY s.field, s.account), '[]')
          FROM domctl.settings s WHERE s.workspace = d.workspace AND s.domain = d.domain) AS settings
  FROM domctl.workspaces w LEFT JOIN domctl.domains d ON d.workspace = w.name
 WHERE w.name = $1
 ORDER BY d.domain`;

/** A workspace without domains is one row without a domain. */
interface Row extends StateVersion, Omit<SnapshotDomain, 'domain'> {
  readonly domain: string | null;
}

const runsText = `
SELECT r.run, r.operation, ${iso('r.started_at')} AS started_at, ${iso('r.finished_at')} AS finished_at, r.outcome,
       r.actor, r.host, r.pid, r.git_commit AS "commit", r.ci_url, r.tool_version
  FROM domctl.runs r WHERE r.run = ANY ($1::int[])
 ORDER BY r.run`;

export async function exportState(database: Queryable, workspace: string): Promise<StateSnapshot> {
  const rows = await database.query<Row>(text, [workspace]);
  const domains = rows.flatMap(({ serial: _, lineage: __, simulated: ___, domain, ...rest }) =>
    domain === null ? [] : [{ domain, ...rest }],
  );
  const numbers = new Set<number>();
  for (const domain of domains) {
    for (const { run } of [domain, ...domain.record_sets, ...domain.settings]) numbers.add(run);
  }
  const runs = await database.query<SnapshotRun>(runsText, [[...numbers]]);
  const { serial, lineage, simulated } = rows[0] ?? { serial: 0, lineage: null, simulated: null };
  return { format_version: snapshotFormatVersion, workspace, serial, lineage, simulated, runs, domains };
}
