-- A way back restores more than values: how a set was protected, and which of its options were anybody's.

ALTER TABLE domctl.journal
  ADD COLUMN recorded_as jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN managed jsonb NOT NULL DEFAULT '{}';

CREATE FUNCTION domctl.as_managed(addresses text[], sets jsonb) RETURNS jsonb LANGUAGE sql AS $$
  SELECT coalesce(jsonb_object_agg(a, jsonb_build_object('protect', false, 'options', coalesce(
           (SELECT jsonb_agg(o) FROM jsonb_object_keys(
              CASE WHEN jsonb_typeof(sets -> a -> 'options') = 'object' THEN sets -> a -> 'options' ELSE '{}' END) AS o),
           '[]'))), '{}')
    FROM unnest(addresses) AS a
$$;
UPDATE domctl.journal SET
  recorded_as = domctl.as_managed(recorded, after),
  managed = domctl.as_managed(
    ARRAY(SELECT a FROM unnest(covers) AS a WHERE a <> ALL (released) AND after -> a <> 'null'), after);
DROP FUNCTION domctl.as_managed;

ALTER TABLE domctl.journal DROP COLUMN recorded, DROP COLUMN released;
ALTER TABLE domctl.journal RENAME COLUMN recorded_as TO recorded;
COMMENT ON COLUMN domctl.journal.recorded IS 'By address, those covered that were recorded before the call, ours: their protection, and the options managed.';
COMMENT ON COLUMN domctl.journal.managed IS 'The same once the call is done; without what it deletes, and what an undo gives back.';

-- A run that was refused changed nothing: no failure.

ALTER TABLE domctl.runs ADD COLUMN refused text[] NOT NULL DEFAULT '{}', DROP CONSTRAINT runs_outcome_check;
ALTER TABLE domctl.runs
  ADD CONSTRAINT runs_outcome_check CHECK (outcome IN ('done', 'failed', 'interrupted', 'refused'));
COMMENT ON COLUMN domctl.runs.refused IS 'Of a refused run: what refused it, the codes of guards, or stale, or not-confirmed.';
