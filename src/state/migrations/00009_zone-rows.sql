-- A list that was cut looks like a zone that lost its records: what it held before is what tells.

ALTER TABLE domctl.domains ADD COLUMN zone_rows integer;
COMMENT ON COLUMN domctl.domains.zone_rows IS 'Records of the zone at the account of dns when an apply last saw it, those of nobody included; null: not known.';
