-- Recorded state: what was last applied, by workspace. The schema itself exists before the first migration.

CREATE TABLE domctl.workspaces (
  name       text PRIMARY KEY,
  serial     bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN domctl.workspaces.serial IS 'Rises with each write of recorded state.';

CREATE TABLE domctl.runs (
  run          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace    text NOT NULL REFERENCES domctl.workspaces (name),
  operation    text NOT NULL,
  started_at   timestamptz NOT NULL,
  finished_at  timestamptz,
  outcome      text CHECK (outcome IN ('done', 'failed', 'interrupted')),
  actor        text,
  host         text NOT NULL,
  pid          integer NOT NULL,
  git_commit   text,
  ci_url       text,
  tool_version text NOT NULL
);
CREATE INDEX runs_by_workspace ON domctl.runs (workspace, run);

CREATE TABLE domctl.domains (
  workspace text NOT NULL REFERENCES domctl.workspaces (name),
  domain    text NOT NULL,
  registrar text,
  dns       text,
  protect   boolean NOT NULL DEFAULT false,
  run       integer NOT NULL REFERENCES domctl.runs (run),
  PRIMARY KEY (workspace, domain)
);
COMMENT ON COLUMN domctl.domains.registrar IS 'Name of the account that holds the registration.';
COMMENT ON COLUMN domctl.domains.dns IS 'Name of the account that hosts the zone.';

-- The keys below start with the domain, so that a plan reads the pages of its own domains only.
CREATE TABLE domctl.record_sets (
  workspace   text NOT NULL,
  domain      text NOT NULL,
  account     text NOT NULL,
  name        text NOT NULL,
  type        text NOT NULL,
  ttl_seconds integer NOT NULL,
  "values"    text[] NOT NULL,
  options     jsonb NOT NULL DEFAULT '{}',
  protect     boolean NOT NULL DEFAULT false,
  run         integer NOT NULL REFERENCES domctl.runs (run),
  applied_at  timestamptz NOT NULL,
  PRIMARY KEY (workspace, domain, account, name, type),
  FOREIGN KEY (workspace, domain) REFERENCES domctl.domains (workspace, domain) ON DELETE CASCADE
);

CREATE TABLE domctl.settings (
  workspace  text NOT NULL,
  domain     text NOT NULL,
  account    text NOT NULL,
  field      text NOT NULL,
  value      jsonb NOT NULL,
  run        integer NOT NULL REFERENCES domctl.runs (run),
  applied_at timestamptz NOT NULL,
  PRIMARY KEY (workspace, domain, account, field),
  FOREIGN KEY (workspace, domain) REFERENCES domctl.domains (workspace, domain) ON DELETE CASCADE
);
COMMENT ON COLUMN domctl.settings.value IS 'Canonical JSON: boolean, list of names, list of printed DS; true for a zone.';
