-- Some registries count pulls, and not looks: what they ask to wait with is the pulls alone.

ALTER TABLE registry_budget ADD COLUMN pulls_throttled_until TIMESTAMPTZ NOT NULL DEFAULT '-infinity';

UPDATE schema_version SET version = 3;
