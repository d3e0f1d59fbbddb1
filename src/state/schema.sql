-- Made from the migrations by test/state/schema.test.ts; for reading only.

CREATE TABLE domctl.domains (
  workspace text NOT NULL,
  domain text NOT NULL,
  registrar text,
  dns text,
  protect boolean NOT NULL DEFAULT false,
  run integer NOT NULL,
  zone_rows integer,
  root text,
  protect_changes boolean NOT NULL DEFAULT false,
  foreign_sets jsonb,
  CONSTRAINT domains_check CHECK ((protect OR (NOT protect_changes))),
  CONSTRAINT domains_pkey PRIMARY KEY (workspace, domain),
  CONSTRAINT domains_run_fkey FOREIGN KEY (run) REFERENCES domctl.runs(run),
  CONSTRAINT domains_workspace_fkey FOREIGN KEY (workspace) REFERENCES domctl.workspaces(name)
);

CREATE TABLE domctl.journal (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  run integer NOT NULL,
  workspace text NOT NULL,
  account text NOT NULL,
  domain text,
  operation text NOT NULL,
  covers text[] NOT NULL,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  intended_at timestamp with time zone NOT NULL,
  outcome text,
  error text,
  settled_at timestamp with time zone,
  found jsonb NOT NULL DEFAULT '{}'::jsonb,
  read_back boolean NOT NULL DEFAULT false,
  recorded jsonb NOT NULL DEFAULT '{}'::jsonb,
  managed jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT journal_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'failed'::text, 'in-doubt'::text]))),
  CONSTRAINT journal_pkey PRIMARY KEY (id),
  CONSTRAINT journal_run_fkey FOREIGN KEY (run) REFERENCES domctl.runs(run)
);

CREATE SEQUENCE domctl.journal_id_seq;

CREATE SEQUENCE domctl.lease_tokens;

CREATE TABLE domctl.leases (
  workspace text NOT NULL,
  domain text NOT NULL,
  run integer NOT NULL,
  token bigint NOT NULL DEFAULT nextval('domctl.lease_tokens'::regclass),
  acquired_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  heartbeat_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT leases_pkey PRIMARY KEY (workspace, domain),
  CONSTRAINT leases_run_fkey FOREIGN KEY (run) REFERENCES domctl.runs(run),
  CONSTRAINT leases_workspace_fkey FOREIGN KEY (workspace) REFERENCES domctl.workspaces(name)
);

CREATE TABLE domctl.migrations (
  id integer NOT NULL,
  name character varying(100) NOT NULL,
  hash character varying(40) NOT NULL,
  executed_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT migrations_name_key UNIQUE (name),
  CONSTRAINT migrations_pkey PRIMARY KEY (id)
);

CREATE TABLE domctl.record_sets (
  workspace text NOT NULL,
  domain text NOT NULL,
  account text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  ttl_seconds integer NOT NULL,
  "values" text[] NOT NULL,
  options jsonb NOT NULL DEFAULT '{}'::jsonb,
  protect boolean NOT NULL DEFAULT false,
  run integer NOT NULL,
  applied_at timestamp with time zone NOT NULL,
  irregular text,
  protect_changes boolean NOT NULL DEFAULT false,
  CONSTRAINT record_sets_check CHECK ((protect OR (NOT protect_changes))),
  CONSTRAINT record_sets_pkey PRIMARY KEY (workspace, domain, account, name, type),
  CONSTRAINT record_sets_run_fkey FOREIGN KEY (run) REFERENCES domctl.runs(run),
  CONSTRAINT record_sets_workspace_domain_fkey FOREIGN KEY (workspace, domain) REFERENCES domctl.domains(workspace, domain) ON DELETE CASCADE
);

CREATE TABLE domctl.runs (
  run integer NOT NULL GENERATED ALWAYS AS IDENTITY,
  workspace text NOT NULL,
  operation text NOT NULL,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  outcome text,
  actor text,
  host text NOT NULL,
  pid integer NOT NULL,
  git_commit text,
  ci_url text,
  tool_version text NOT NULL,
  refused text[] NOT NULL DEFAULT '{}'::text[],
  CONSTRAINT runs_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'failed'::text, 'interrupted'::text, 'refused'::text]))),
  CONSTRAINT runs_pkey PRIMARY KEY (run),
  CONSTRAINT runs_workspace_fkey FOREIGN KEY (workspace) REFERENCES domctl.workspaces(name)
);

CREATE SEQUENCE domctl.runs_run_seq;

CREATE TABLE domctl.settings (
  workspace text NOT NULL,
  domain text NOT NULL,
  account text NOT NULL,
  field text NOT NULL,
  value jsonb NOT NULL,
  run integer NOT NULL,
  applied_at timestamp with time zone NOT NULL,
  CONSTRAINT settings_pkey PRIMARY KEY (workspace, domain, account, field),
  CONSTRAINT settings_run_fkey FOREIGN KEY (run) REFERENCES domctl.runs(run),
  CONSTRAINT settings_workspace_domain_fkey FOREIGN KEY (workspace, domain) REFERENCES domctl.domains(workspace, domain) ON DELETE CASCADE
);

CREATE TABLE domctl.workspaces (
  name text NOT NULL,
  serial bigint NOT NULL DEFAULT 0,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  lineage uuid NOT NULL DEFAULT gen_random_uuid(),
  simulated boolean,
  CONSTRAINT workspaces_pkey PRIMARY KEY (name)
);

CREATE INDEX journal_by_run ON domctl.journal USING btree (run, id);

CREATE INDEX journal_open ON domctl.journal USING btree (workspace, id) WHERE (outcome IS NULL);

CREATE INDEX leases_by_run ON domctl.leases USING btree (run);

CREATE INDEX runs_by_workspace ON domctl.runs USING btree (workspace, run);

CREATE VIEW domctl.v_changes AS
 SELECT j.workspace,
    j.run,
    j.id AS call,
    j.intended_at,
    j.settled_at,
    COALESCE(j.domain, split_part(split_part(c.address, '/'::text, 1), ':'::text, 1)) AS domain,
    c.address,
    j.account,
    j.operation,
    NULLIF(j.before -> c.address, 'null'::jsonb) AS before,
    NULLIF(
        CASE
            WHEN j.found ? c.address THEN j.found
            ELSE j.after
        END -> c.address, 'null'::jsonb) AS after,
        CASE
            WHEN j.found ? c.address THEN 'done'::text
            ELSE j.outcome
        END AS outcome,
    j.error,
    r.actor,
    r.git_commit,
    r.ci_url
   FROM domctl.journal j
     JOIN domctl.runs r ON r.run = j.run
     CROSS JOIN LATERAL unnest(j.covers) c(address);

CREATE VIEW domctl.v_domains AS
 SELECT workspace,
    domain,
    registrar,
    dns,
    protect,
    run,
    ( SELECT count(*) AS count
           FROM domctl.record_sets s
          WHERE s.workspace = d.workspace AND s.domain = d.domain) AS record_sets,
    root,
    protect_changes
   FROM domctl.domains d;

CREATE VIEW domctl.v_leases AS
 SELECT l.workspace,
    l.domain,
    l.run,
    r.operation,
    r.actor,
    r.host,
    r.pid,
    r.ci_url,
    l.acquired_at,
    l.heartbeat_at,
    l.expires_at,
    l.expires_at <= clock_timestamp() AS expired
   FROM domctl.leases l
     JOIN domctl.runs r ON r.run = l.run;

CREATE VIEW domctl.v_record_sets AS
 SELECT s.workspace,
    s.domain,
    s.account,
    s.name,
    s.type,
    s.ttl_seconds,
    s."values",
    s.options,
    s.protect,
    s.applied_at,
    s.run,
    r.actor,
    r.git_commit,
    r.ci_url,
    s.protect_changes
   FROM domctl.record_sets s
     JOIN domctl.runs r ON r.run = s.run;

CREATE VIEW domctl.v_runs AS
 SELECT r.run,
    r.workspace,
    r.operation,
    r.started_at,
    r.finished_at,
    r.outcome,
    r.actor,
    r.host,
    r.pid,
    r.git_commit,
    r.ci_url,
    r.tool_version,
    count(j.id) AS calls,
    count(j.id) FILTER (WHERE j.outcome = 'failed'::text) AS calls_failed,
    count(j.id) FILTER (WHERE j.outcome IS NULL OR j.outcome = 'in-doubt'::text) AS calls_in_doubt
   FROM domctl.runs r
     LEFT JOIN domctl.journal j ON j.run = r.run
  GROUP BY r.run;

CREATE VIEW domctl.v_settings AS
 SELECT s.workspace,
    s.domain,
    s.account,
    s.field,
    s.value,
    s.applied_at,
    s.run,
    r.actor,
    r.git_commit,
    r.ci_url
   FROM domctl.settings s
     JOIN domctl.runs r ON r.run = s.run;

COMMENT ON COLUMN domctl.domains.registrar IS 'Name of the account that holds the registration.';

COMMENT ON COLUMN domctl.domains.dns IS 'Name of the account that hosts the zone.';

COMMENT ON COLUMN domctl.domains.protect IS 'A plan that drops the domain from the config needs consent.';

COMMENT ON COLUMN domctl.domains.zone_rows IS 'Records of the zone at the account of dns when an apply last saw it, those of nobody included; null: not known.';

COMMENT ON COLUMN domctl.domains.root IS 'Repository and folder of the config that manages the domain. Null: not known yet.';

COMMENT ON COLUMN domctl.domains.protect_changes IS 'So does one that changes its settings or makes its zone anew.';

COMMENT ON COLUMN domctl.domains.foreign_sets IS 'Record sets of nobody in the zone at the account of dns when an apply last saw it, as name, type, ttl and values; null: not known, or of no account, as the host replaces nothing beside what a call changes.';

COMMENT ON COLUMN domctl.journal.domain IS 'Null for a call that settles several domains.';

COMMENT ON COLUMN domctl.journal.covers IS 'Addresses of the changes that the call makes, or has a part in.';

COMMENT ON COLUMN domctl.journal.before IS 'Live values as read before the call, by address; what an undo goes back to.';

COMMENT ON COLUMN domctl.journal.outcome IS 'Null: in doubt, unless its run is still at work.';

COMMENT ON COLUMN domctl.journal.found IS 'By address, what a read found that the call left there, where it did not do all that it had to.';

COMMENT ON COLUMN domctl.journal.read_back IS 'Whether a read has shown how the call ended, and not the registrar''s answer alone.';

COMMENT ON COLUMN domctl.journal.recorded IS 'By address, those covered that were recorded before the call, ours: their protection, and the options managed.';

COMMENT ON COLUMN domctl.journal.managed IS 'The same once the call is done; without what it deletes, and what an undo gives back.';

COMMENT ON COLUMN domctl.leases.token IS 'Rises with each acquisition; each write is refused whose token is not this one.';

COMMENT ON COLUMN domctl.record_sets.protect IS 'A plan that deletes, replaces or drops the set needs consent.';

COMMENT ON COLUMN domctl.record_sets.irregular IS 'Why the set is none that a config can say: its records have different TTLs. Mostly null.';

COMMENT ON COLUMN domctl.record_sets.protect_changes IS 'So does one that changes it.';

COMMENT ON COLUMN domctl.runs.refused IS 'Of a refused run: what refused it, the codes of guards, or stale, or not-confirmed.';

COMMENT ON COLUMN domctl.settings.value IS 'Canonical JSON: boolean, list of names, list of printed DS; true for a zone.';

COMMENT ON COLUMN domctl.workspaces.serial IS 'Rises with each write of recorded state.';

COMMENT ON COLUMN domctl.workspaces.lineage IS 'Made with the workspace; taken over from a snapshot that is pushed into an empty one.';

COMMENT ON COLUMN domctl.workspaces.simulated IS 'Whether it was made against simulators; null until the first run that may write.';
