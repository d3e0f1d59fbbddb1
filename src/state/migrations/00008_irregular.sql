-- A set that was left half-way may have records of different TTLs: no one TTL is what is live then.

ALTER TABLE domctl.record_sets ADD COLUMN irregular text;
COMMENT ON COLUMN domctl.record_sets.irregular IS 'Why the set is none that a config can say: its records have different TTLs. Mostly null.';
