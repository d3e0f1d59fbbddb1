-- A write of a whole zone deletes what a read does not show: what nobody manages there is known by what was seen before.

ALTER TABLE domctl.domains ADD COLUMN foreign_sets jsonb;
COMMENT ON COLUMN domctl.domains.foreign_sets IS 'Record sets of nobody in the zone at the account of dns when an apply last saw it, as name, type, ttl and values; null: not known, or of no account, as the host replaces nothing beside what a call changes.';
