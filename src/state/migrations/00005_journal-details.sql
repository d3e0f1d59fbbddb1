-- What a way back needs to know beyond the values: whose they were, and what a call left that did not do all it had to.

ALTER TABLE domctl.journal
  ADD COLUMN recorded text[] NOT NULL DEFAULT '{}',
  ADD COLUMN released text[] NOT NULL DEFAULT '{}',
  ADD COLUMN found jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN domctl.journal.recorded IS 'Those covered addresses that were recorded before the call: ours.';
COMMENT ON COLUMN domctl.journal.released IS 'Those covered addresses that are nobody''s once the call is done: an undo gives them back.';
COMMENT ON COLUMN domctl.journal.found IS 'By address, what a read found that the call left there, where it did not do all that it had to.';

CREATE OR REPLACE VIEW domctl.v_changes AS
SELECT j.workspace, j.run, j.id AS call, j.intended_at, j.settled_at,
       coalesce(j.domain, split_part(split_part(c.address, '/', 1), ':', 1)) AS domain,
       c.address, j.account, j.operation,
       nullif(j.before -> c.address, 'null'::jsonb) AS before,
       nullif(CASE WHEN j.found ? c.address THEN j.found ELSE j.after END -> c.address, 'null'::jsonb) AS after,
       CASE WHEN j.found ? c.address THEN 'done' ELSE j.outcome END AS outcome,
       j.error, r.actor, r.git_commit, r.ci_url
  FROM domctl.journal j
  JOIN domctl.runs r ON r.run = j.run
 CROSS JOIN LATERAL unnest(j.covers) AS c (address);
