-- What the nodes may ask of each registry together. Nothing of it is a record: it can be emptied at any time.

CREATE TABLE registry_budget (
  host TEXT COLLATE "C" PRIMARY KEY,
  next_turn TIMESTAMPTZ NOT NULL DEFAULT '-infinity',
  throttled_until TIMESTAMPTZ NOT NULL DEFAULT '-infinity',
  failing_until TIMESTAMPTZ NOT NULL DEFAULT '-infinity',
  failures INTEGER NOT NULL DEFAULT 0
);

-- How many requests a node may have under way; who does not say that it lives loses them.
CREATE TABLE registry_share (
  host TEXT COLLATE "C" NOT NULL,
  node TEXT COLLATE "C" NOT NULL,
  slots INTEGER NOT NULL,
  until TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (host, node)
);

UPDATE schema_version SET version = 2;
