/** The schema `domctl` as text, from the catalog: what a reviewer reads beside the migrations. */

export const schemaDump = `
WITH relation AS (
  SELECT c.oid, c.relname, c.relkind
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'domctl' AND c.relkind IN ('r', 'v', 'S')
), field AS (
  SELECT a.attrelid AS oid,
         string_agg('  ' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
           || CASE a.attidentity WHEN 'a' THEN ' GENERATED ALWAYS AS IDENTITY' ELSE '' END
           || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), ''), E',\\n' ORDER BY a.attnum) AS text
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE a.attnum > 0 AND NOT a.attisdropped
   GROUP BY a.attrelid
), constraint_text AS (
  SELECT conrelid AS oid,
         string_agg(E',\\n  CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(oid), '' ORDER BY conname) AS text
    FROM pg_constraint WHERE contype <> 'n' GROUP BY conrelid
), piece AS (
  SELECT 1 AS part, relname AS name,
         CASE relkind
           WHEN 'r' THEN 'CREATE TABLE domctl.' || relname || E' (\\n' || f.text || coalesce(k.text, '') || E'\\n);'
           WHEN 'S' THEN 'CREATE SEQUENCE domctl.' || relname || ';'
         END AS text
    FROM relation LEFT JOIN field f USING (oid) LEFT JOIN constraint_text k USING (oid)
   WHERE relkind IN ('r', 'S')
  UNION ALL
  SELECT 2, indexname, indexdef || ';'
    FROM pg_indexes WHERE schemaname = 'domctl'
     AND indexname NOT IN (SELECT conname FROM pg_constraint)
  UNION ALL
  SELECT 3, relname, 'CREATE VIEW domctl.' || relname || E' AS\\n' || pg_get_viewdef(oid, true)
    FROM relation WHERE relkind = 'v'
  UNION ALL
  SELECT 4, relation.relname || lpad(d.objsubid::text, 3, '0'),
         'COMMENT ON ' || CASE WHEN a.attname IS NULL THEN 'TABLE domctl.' || relation.relname
                               ELSE 'COLUMN domctl.' || relation.relname || '.' || a.attname END
         || ' IS ' || quote_literal(d.description) || ';'
    FROM pg_description d JOIN relation ON relation.oid = d.objoid AND d.classoid = 'pg_class'::regclass
    LEFT JOIN pg_attribute a ON a.attrelid = d.objoid AND a.attnum = d.objsubid AND d.objsubid > 0
)
SELECT string_agg(text, E'\\n\\n' ORDER BY part, name COLLATE "C") || E'\\n' AS dump FROM piece`;
