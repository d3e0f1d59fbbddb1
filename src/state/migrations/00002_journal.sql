-- The journal: one row for each call to a registrar. The intent is durable before the call is sent, the outcome follows.

CREATE TABLE domctl.journal (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run         integer NOT NULL REFERENCES domctl.runs (run),
  workspace   text NOT NULL,
  account     text NOT NULL,
  domain      text,
  operation   text NOT NULL,
  covers      text[] NOT NULL,
  before      jsonb NOT NULL,
  after       jsonb NOT NULL,
  intended_at timestamptz NOT NULL,
  outcome     text CHECK (outcome IN ('done', 'failed', 'in-doubt')),
  error       text,
  settled_at  timestamptz
);
COMMENT ON COLUMN domctl.journal.domain IS 'Null for a call that settles several domains.';
COMMENT ON COLUMN domctl.journal.covers IS 'Addresses of the changes that the call makes, or has a part in.';
COMMENT ON COLUMN domctl.journal.before IS 'Live values as read before the call, by address; what an undo goes back to.';
COMMENT ON COLUMN domctl.journal.outcome IS 'Null: in doubt, unless its run is still at work.';

CREATE INDEX journal_by_run ON domctl.journal (run, id);
CREATE INDEX journal_by_domain ON domctl.journal (workspace, domain, id);
CREATE INDEX journal_open ON domctl.journal (workspace, id) WHERE outcome IS NULL;
