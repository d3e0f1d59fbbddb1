import { type StateSnapshot, snapshotFormatVersion } from '../administration.ts';
import type { Queryable } from '../database.ts';

/** ISO 8601 in UTC with milliseconds, as JavaScript prints it. */
const iso = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** One statement, and thus one snapshot. */
const text = `
SELECT jsonb_build_object(
  'serial', coalesce((SELECT serial FROM domctl.workspaces WHERE name = $1), 0),
  'runs', (SELECT coalesce(jsonb_agg(jsonb_build_object(
             'run', r.run, 'operation', r.operation, 'started_at', ${iso('r.started_at')}, 'actor', r.actor,
             'host', r.host, 'pid', r.pid, 'commit', r.git_commit, 'ci_url', r.ci_url,
             'tool_version', r.tool_version) ORDER BY r.run), '[]')
             FROM domctl.runs r
            WHERE r.run IN (SELECT run FROM domctl.record_sets WHERE workspace = $1
                            UNION SELECT run FROM domctl.settings WHERE workspace = $1)),
  'domains', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                'domain', d.domain, 'registrar', d.registrar, 'dns', d.dns, 'protect', d.protect,
                'record_sets', (
                  SELECT coalesce(jsonb_agg(jsonb_build_object(
                           'account', s.account, 'name', s.name, 'type', s.type, 'ttl', s.ttl_seconds,
                           'values', to_jsonb(s."values"), 'options', s.options, 'protect', s.protect, 'run', s.run,
                           'applied_at', ${iso('s.applied_at')}) ORDER BY s.name, s.type, s.account), '[]')
                    FROM domctl.record_sets s WHERE s.workspace = d.workspace AND s.domain = d.domain),
                'settings', (
                  SELECT coalesce(jsonb_agg(jsonb_build_object(
                           'account', s.account, 'field', s.field, 'value', s.value, 'run', s.run,
                           'applied_at', ${iso('s.applied_at')}) ORDER BY s.field, s.account), '[]')
                    FROM domctl.settings s WHERE s.workspace = d.workspace AND s.domain = d.domain)
                ) ORDER BY d.domain), '[]')
                FROM domctl.domains d WHERE d.workspace = $1)
) AS snapshot`;

export async function exportState(database: Queryable, workspace: string): Promise<StateSnapshot> {
  const [row] = await database.query<{ snapshot: Pick<StateSnapshot, 'serial' | 'runs' | 'domains'> }>(text, [
    workspace,
  ]);
  const { serial = 0, runs = [], domains = [] } = row?.snapshot ?? {};
  return { format_version: snapshotFormatVersion, workspace, serial, runs, domains };
}
