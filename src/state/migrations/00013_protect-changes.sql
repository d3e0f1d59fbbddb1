-- Two levels of protection: what was protected until now is protected from deletion.

ALTER TABLE domctl.domains
  ADD COLUMN protect_changes boolean NOT NULL DEFAULT false,
  ADD CHECK (protect OR NOT protect_changes);
COMMENT ON COLUMN domctl.domains.protect IS 'A plan that drops the domain from the config needs consent.';
COMMENT ON COLUMN domctl.domains.protect_changes IS 'So does one that changes its settings or makes its zone anew.';

ALTER TABLE domctl.record_sets
  ADD COLUMN protect_changes boolean NOT NULL DEFAULT false,
  ADD CHECK (protect OR NOT protect_changes);
COMMENT ON COLUMN domctl.record_sets.protect IS 'A plan that deletes, replaces or drops the set needs consent.';
COMMENT ON COLUMN domctl.record_sets.protect_changes IS 'So does one that changes it.';

CREATE OR REPLACE VIEW domctl.v_domains AS
SELECT d.workspace, d.domain, d.registrar, d.dns, d.protect, d.run,
       (SELECT count(*) FROM domctl.record_sets s WHERE s.workspace = d.workspace AND s.domain = d.domain) AS record_sets,
       d.root, d.protect_changes
  FROM domctl.domains d;

CREATE OR REPLACE VIEW domctl.v_record_sets AS
SELECT s.workspace, s.domain, s.account, s.name, s.type, s.ttl_seconds, s."values", s.options, s.protect,
       s.applied_at, s.run, r.actor, r.git_commit, r.ci_url, s.protect_changes
  FROM domctl.record_sets s JOIN domctl.runs r ON r.run = s.run;
