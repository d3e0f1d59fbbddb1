-- Tells states apart whose serials happen to be equal. A snapshot takes it along to where it is put.

ALTER TABLE domctl.workspaces ADD COLUMN lineage uuid NOT NULL DEFAULT gen_random_uuid();
COMMENT ON COLUMN domctl.workspaces.lineage IS 'Made with the workspace; taken over from a snapshot that is pushed into an empty one.';
