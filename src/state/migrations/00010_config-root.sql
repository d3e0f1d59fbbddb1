-- Two configs on one state: each forgets only what it manages itself, and takes over nothing unasked.

ALTER TABLE domctl.domains ADD COLUMN root text;
COMMENT ON COLUMN domctl.domains.root IS 'Repository and folder of the config that manages the domain. Null: not known yet.';

CREATE OR REPLACE VIEW domctl.v_domains AS
SELECT d.workspace, d.domain, d.registrar, d.dns, d.protect, d.run,
       (SELECT count(*) FROM domctl.record_sets s WHERE s.workspace = d.workspace AND s.domain = d.domain) AS record_sets,
       d.root
  FROM domctl.domains d;
