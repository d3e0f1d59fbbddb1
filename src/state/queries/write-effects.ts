/** Changes of recorded state: one statement for each kind of effect and 20,000 of that kind. */
import { inChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import { foldEffects } from '../fold-effects.ts';
import { jsonParameter } from '../json-parameter.ts';
import { columnsOf } from '../protection.ts';
import type { RecordedEffect } from '../store.ts';

/** Its record sets and settings go with it. */
const forgetDomains = `
DELETE FROM domctl.domains d
 USING jsonb_to_recordset($2::jsonb) AS e (domain text)
 WHERE d.workspace = $1 AND d.domain = e.domain`;

const forgetRecordSets = `
DELETE FROM domctl.record_sets s
 USING jsonb_to_recordset($2::jsonb) AS e (domain text, account text, name text, type text)
 WHERE s.workspace = $1 AND s.domain = e.domain AND s.account = e.account AND s.name = e.name AND s.type = e.type`;

const forgetSettings = `
DELETE FROM domctl.settings s
 USING jsonb_to_recordset($2::jsonb) AS e (domain text, account text, field text)
 WHERE s.workspace = $1 AND s.domain = e.domain AND s.account = e.account AND s.field = e.field`;

const upsertDomains = `
INSERT INTO domctl.domains AS d (workspace, domain, registrar, dns, protect, protect_changes, root, run)
SELECT $1, e.domain, e.registrar, e.dns, ${columnsOf('e')}, e.root, $3
  FROM jsonb_to_recordset($2::jsonb) AS e (domain text, registrar text, dns text, protect jsonb, root text)
ON CONFLICT (workspace, domain)
DO UPDATE SET registrar = excluded.registrar, dns = excluded.dns, protect = excluded.protect,
              protect_changes = excluded.protect_changes,
              root = coalesce(excluded.root, d.root), run = excluded.run,
              zone_rows = CASE WHEN d.dns = excluded.dns THEN d.zone_rows END,
              foreign_sets = CASE WHEN d.dns = excluded.dns THEN d.foreign_sets END`;

const updateZoneRows = `
UPDATE domctl.domains d SET zone_rows = e.rows, foreign_sets = coalesce(e."foreign", d.foreign_sets)
  FROM jsonb_to_recordset($2::jsonb) AS e (domain text, rows integer, "foreign" jsonb)
 WHERE d.workspace = $1 AND d.domain = e.domain`;

/** What is live at a domain that is not recorded yet: an applied call is never lost for the want of its parent row. */
const addMissingDomains = `
INSERT INTO domctl.domains (workspace, domain, run)
SELECT DISTINCT $1, e.domain, $3::int FROM jsonb_to_recordset($2::jsonb) AS e (domain text)
ON CONFLICT (workspace, domain) DO NOTHING`;

const upsertRecordSets = `
INSERT INTO domctl.record_sets AS s
       (workspace, domain, account, name, type, ttl_seconds, "values", options, irregular, protect, protect_changes, run,
        applied_at)
SELECT $1, e.domain, e.account, e.name, e.type, e."ttlSeconds", e."values", e.options, e.irregular, ${columnsOf('e')}, $3, e.at
  FROM jsonb_to_recordset($2::jsonb) AS e (domain text, account text, name text, type text, "ttlSeconds" integer,
       "values" text[], options jsonb, irregular text, protect jsonb, at timestamptz)
ON CONFLICT (workspace, domain, account, name, type)
DO UPDATE SET ttl_seconds = excluded.ttl_seconds, "values" = excluded."values", options = excluded.options,
              irregular = excluded.irregular, protect = excluded.protect,
              protect_changes = excluded.protect_changes, run = excluded.run, applied_at = excluded.applied_at`;

const upsertSettings = `
INSERT INTO domctl.settings AS s (workspace, domain, account, field, value, run, applied_at)
SELECT $1, e.domain, e.account, e.field, e.value, $3, e.at
  FROM jsonb_to_recordset($2::jsonb) AS e (domain text, account text, field text, value jsonb, at timestamptz)
ON CONFLICT (workspace, domain, account, field)
DO UPDATE SET value = excluded.value, run = excluded.run, applied_at = excluded.applied_at`;

export async function writeEffects(
  database: Queryable,
  workspace: string,
  run: number,
  effects: readonly RecordedEffect[],
): Promise<void> {
  const folded = foldEffects(effects);
  const change = async (text: string, rows: readonly RecordedEffect[]): Promise<void> => {
    for (const chunk of inChunks(rows)) await database.query(text, [workspace, jsonParameter(chunk)]);
  };
  const write = async (text: string, rows: readonly RecordedEffect[]): Promise<void> => {
    for (const chunk of inChunks(rows)) await database.query(text, [workspace, jsonParameter(chunk), run]);
  };
  await change(forgetDomains, folded.forgetDomains);
  await change(forgetRecordSets, folded.forgetRecordSets);
  await change(forgetSettings, folded.forgetSettings);
  await write(upsertDomains, folded.domains);
  await write(addMissingDomains, parents(folded.recordSets, folded.settings));
  await write(upsertRecordSets, folded.recordSets);
  await write(upsertSettings, folded.settings);
  await change(updateZoneRows, folded.zoneRows);
}

/** One effect for each domain named. */
function parents(...groups: readonly (readonly RecordedEffect[])[]): readonly RecordedEffect[] {
  return [...new Map(groups.flat().map((effect) => [effect.domain, effect])).values()];
}
