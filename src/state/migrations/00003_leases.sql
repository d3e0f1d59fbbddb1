-- Who works on a domain now. A lease that is not renewed expires, by the clock of the database alone.

CREATE SEQUENCE domctl.lease_tokens;

CREATE TABLE domctl.leases (
  workspace    text NOT NULL REFERENCES domctl.workspaces (name),
  domain       text NOT NULL,
  run          integer NOT NULL REFERENCES domctl.runs (run),
  token        bigint NOT NULL DEFAULT nextval('domctl.lease_tokens'),
  acquired_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  heartbeat_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at   timestamptz NOT NULL,
  PRIMARY KEY (workspace, domain)
);
COMMENT ON COLUMN domctl.leases.token IS 'Rises with each acquisition; each write is refused whose token is not this one.';
CREATE INDEX leases_by_run ON domctl.leases (run);
