CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  size INTEGER NOT NULL CHECK (size >= 0),
  root BLOB NOT NULL CHECK (length(root) = 32),
  frontier BLOB NOT NULL CHECK (length(frontier) % 32 = 0),
  epoch INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- REPLACE would delete a row without asking the guard against DELETE.
CREATE TRIGGER head_is_one BEFORE INSERT ON head
WHEN EXISTS (SELECT 1 FROM head)
BEGIN SELECT RAISE(ABORT, 'the ledger has one head'); END;

CREATE TRIGGER head_is_kept BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'the head of the ledger stays'); END;

CREATE TRIGGER head_goes_on BEFORE UPDATE ON head
WHEN NEW.size < OLD.size OR NEW.epoch < OLD.epoch OR NEW.at < OLD.at
BEGIN SELECT RAISE(ABORT, 'the head of the ledger does not go back'); END;

CREATE TABLE entry (
  idx INTEGER PRIMARY KEY,
  leaf_hash BLOB NOT NULL CHECK (length(leaf_hash) = 32),
  body BLOB NOT NULL CHECK (length(body) BETWEEN 1 AND 65535),
  type TEXT NOT NULL,
  fact BLOB NOT NULL UNIQUE CHECK (length(fact) = 32)
) STRICT;

CREATE INDEX entry_type ON entry (type, idx);

CREATE TRIGGER entry_follows BEFORE INSERT ON entry
WHEN NEW.idx <> (SELECT COALESCE(MAX(idx) + 1, 0) FROM entry)
  OR EXISTS (SELECT 1 FROM entry WHERE fact = NEW.fact)
BEGIN SELECT RAISE(ABORT, 'an entry follows the one before it, once'); END;

CREATE TRIGGER entry_is_fixed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry of the ledger does not change'); END;

CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry of the ledger stays'); END;

-- The hash over the 256^level leaves that begin with leaf idx * 256^level, from level 1 on.
CREATE TABLE subtree (
  level INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER subtree_is_new BEFORE INSERT ON subtree
WHEN EXISTS (SELECT 1 FROM subtree WHERE level = NEW.level AND idx = NEW.idx)
BEGIN SELECT RAISE(ABORT, 'a hash of the tree is added once'); END;

CREATE TRIGGER subtree_is_fixed BEFORE UPDATE ON subtree
BEGIN SELECT RAISE(ABORT, 'a hash of the tree does not change'); END;

CREATE TRIGGER subtree_is_kept BEFORE DELETE ON subtree
BEGIN SELECT RAISE(ABORT, 'a hash of the tree stays'); END;

CREATE TABLE checkpoint (
  size INTEGER PRIMARY KEY,
  note TEXT NOT NULL
) STRICT;

CREATE TRIGGER checkpoint_follows BEFORE INSERT ON checkpoint
WHEN NEW.size <= (SELECT COALESCE(MAX(size), 0) FROM checkpoint)
BEGIN SELECT RAISE(ABORT, 'a checkpoint follows the one before it'); END;

CREATE TRIGGER checkpoint_is_fixed BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint of the ledger does not change'); END;

CREATE TRIGGER checkpoint_is_kept BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint of the ledger stays'); END;

-- What follows is derived from the entries and can be made anew.

CREATE TABLE subject (
  idx INTEGER PRIMARY KEY,
  watch TEXT,
  source TEXT
) STRICT;

CREATE INDEX subject_watch ON subject (watch, idx);
CREATE INDEX subject_source ON subject (source, idx);

CREATE TABLE observation (
  idx INTEGER PRIMARY KEY,
  watch TEXT NOT NULL,
  digest TEXT NOT NULL
) STRICT;

CREATE INDEX observation_watch ON observation (watch, idx);
CREATE INDEX observation_digest ON observation (watch, digest, idx);

CREATE TABLE step (
  idx INTEGER PRIMARY KEY,
  candidate BLOB NOT NULL,
  attempt INTEGER NOT NULL,
  type TEXT NOT NULL,
  source TEXT NOT NULL,
  watch TEXT NOT NULL
) STRICT;

CREATE INDEX step_attempt ON step (candidate, attempt, idx);
CREATE INDEX step_type ON step (source, watch, type, idx);

-- The newest attempt at a candidate while a step of it is still to come.
CREATE TABLE open_attempt (
  candidate BLOB PRIMARY KEY,
  attempt INTEGER NOT NULL,
  idx INTEGER NOT NULL
) STRICT;

INSERT INTO head VALUES (
  1, 0, x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', x'', 0, 0);

PRAGMA user_version = 1;
