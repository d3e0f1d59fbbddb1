-- A rehearsal must not touch the state of real domains, nor a run on these what a rehearsal has left.

ALTER TABLE domctl.workspaces ADD COLUMN simulated boolean;
COMMENT ON COLUMN domctl.workspaces.simulated IS 'Whether it was made against simulators; null until the first run that may write.';
