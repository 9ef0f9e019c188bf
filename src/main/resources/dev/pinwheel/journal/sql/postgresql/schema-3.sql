-- Some registries count pulls, and not looks: what they ask to wait with is the pulls alone.

ALTER TABLE registry_budget ADD COLUMN pulls_throttled_until TIMESTAMPTZ NOT NULL DEFAULT '-infinity';

-- What has been looked at in rounds that are not done, for the node that takes over. Nothing of it is a record: it can be
-- emptied at any time, and is empty after a crash of the server.

CREATE UNLOGGED TABLE look (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  host TEXT COLLATE "C" NOT NULL,
  lines TEXT NOT NULL
);

CREATE INDEX look_host ON look (host, id);

UPDATE schema_version SET version = 3;
