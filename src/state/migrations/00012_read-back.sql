-- A registrar may confirm what it does not do: what a read has shown is known for certain, the rest by its word.

ALTER TABLE domctl.journal ADD COLUMN read_back boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN domctl.journal.read_back IS 'Whether a read has shown how the call ended, and not the registrar''s answer alone.';
