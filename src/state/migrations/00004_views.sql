-- For people and other programs: documented in docs/state.md, kept as they are when tables change.

CREATE VIEW domctl.v_runs AS
SELECT r.run, r.workspace, r.operation, r.started_at, r.finished_at, r.outcome,
       r.actor, r.host, r.pid, r.git_commit, r.ci_url, r.tool_version,
       count(j.id) AS calls,
       count(j.id) FILTER (WHERE j.outcome = 'failed') AS calls_failed,
       count(j.id) FILTER (WHERE j.outcome IS NULL OR j.outcome = 'in-doubt') AS calls_in_doubt
  FROM domctl.runs r LEFT JOIN domctl.journal j ON j.run = r.run
 GROUP BY r.run;

CREATE VIEW domctl.v_changes AS
SELECT j.workspace, j.run, j.id AS call, j.intended_at, j.settled_at,
       coalesce(j.domain, split_part(split_part(c.address, '/', 1), ':', 1)) AS domain,
       c.address, j.account, j.operation,
       nullif(j.before -> c.address, 'null'::jsonb) AS before,
       nullif(j.after -> c.address, 'null'::jsonb) AS after,
       j.outcome, j.error, r.actor, r.git_commit, r.ci_url
  FROM domctl.journal j
  JOIN domctl.runs r ON r.run = j.run
 CROSS JOIN LATERAL unnest(j.covers) AS c (address);

CREATE VIEW domctl.v_domains AS
SELECT d.workspace, d.domain, d.registrar, d.dns, d.protect, d.run,
       (SELECT count(*) FROM domctl.record_sets s WHERE s.workspace = d.workspace AND s.domain = d.domain) AS record_sets
  FROM domctl.domains d;

CREATE VIEW domctl.v_record_sets AS
SELECT s.workspace, s.domain, s.account, s.name, s.type, s.ttl_seconds, s."values", s.options, s.protect,
       s.applied_at, s.run, r.actor, r.git_commit, r.ci_url
  FROM domctl.record_sets s JOIN domctl.runs r ON r.run = s.run;

CREATE VIEW domctl.v_settings AS
SELECT s.workspace, s.domain, s.account, s.field, s.value, s.applied_at, s.run, r.actor, r.git_commit, r.ci_url
  FROM domctl.settings s JOIN domctl.runs r ON r.run = s.run;

CREATE VIEW domctl.v_leases AS
SELECT l.workspace, l.domain, l.run, r.operation, r.actor, r.host, r.pid, r.ci_url,
       l.acquired_at, l.heartbeat_at, l.expires_at, l.expires_at <= clock_timestamp() AS expired
  FROM domctl.leases l JOIN domctl.runs r ON r.run = l.run;
