-- A call that failed may have made some of its changes: a read tells which. Without them a way back would leave them out.

ALTER TABLE domctl.journal ADD COLUMN in_force text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN domctl.journal.in_force IS 'Of a call that is not done: the addresses that a read found in force all the same.';

CREATE OR REPLACE VIEW domctl.v_changes AS
SELECT j.workspace, j.run, j.id AS call, j.intended_at, j.settled_at,
       coalesce(j.domain, split_part(split_part(c.address, '/', 1), ':', 1)) AS domain,
       c.address, j.account, j.operation,
       nullif(j.before -> c.address, 'null'::jsonb) AS before,
       nullif(j.after -> c.address, 'null'::jsonb) AS after,
       CASE WHEN c.address = ANY (j.in_force) THEN 'done' ELSE j.outcome END AS outcome,
       j.error, r.actor, r.git_commit, r.ci_url
  FROM domctl.journal j
  JOIN domctl.runs r ON r.run = j.run
 CROSS JOIN LATERAL unnest(j.covers) AS c (address);
