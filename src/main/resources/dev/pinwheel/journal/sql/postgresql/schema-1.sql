CREATE TABLE schema_version (version INTEGER NOT NULL);
INSERT INTO schema_version VALUES (1);

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0];
END $$;

CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  size BIGINT NOT NULL CHECK (size >= 0),
  root BYTEA NOT NULL CHECK (length(root) = 32),
  frontier BYTEA NOT NULL CHECK (length(frontier) % 32 = 0),
  epoch BIGINT NOT NULL,
  at BIGINT NOT NULL
);

INSERT INTO head VALUES (
  1, 0, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '', 0, 0);

CREATE TRIGGER head_is_kept BEFORE DELETE OR TRUNCATE ON head
EXECUTE FUNCTION refuse('the head of the ledger stays');

CREATE TRIGGER head_goes_on BEFORE UPDATE ON head FOR EACH ROW
WHEN (NEW.size < OLD.size OR NEW.epoch < OLD.epoch OR NEW.at < OLD.at)
EXECUTE FUNCTION refuse('the head of the ledger does not go back');

CREATE TABLE entry (
  idx BIGINT PRIMARY KEY,
  leaf_hash BYTEA NOT NULL CHECK (length(leaf_hash) = 32),
  body BYTEA NOT NULL CHECK (length(body) BETWEEN 1 AND 65535),
  type TEXT COLLATE "C" NOT NULL,
  fact BYTEA NOT NULL UNIQUE CHECK (length(fact) = 32)
);

CREATE INDEX entry_type ON entry (type, idx);

CREATE FUNCTION entry_follows() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.idx <> (SELECT COALESCE(MAX(idx) + 1, 0) FROM entry) THEN
    RAISE EXCEPTION 'an entry follows the one before it, once';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER entry_follows BEFORE INSERT ON entry FOR EACH ROW
EXECUTE FUNCTION entry_follows();

CREATE TRIGGER entry_is_fixed BEFORE UPDATE ON entry
EXECUTE FUNCTION refuse('an entry of the ledger does not change');

CREATE TRIGGER entry_is_kept BEFORE DELETE OR TRUNCATE ON entry
EXECUTE FUNCTION refuse('an entry of the ledger stays');

-- The hash over the 256^level leaves that begin with leaf idx * 256^level, from level 1 on.
CREATE TABLE subtree (
  level INTEGER NOT NULL,
  idx BIGINT NOT NULL,
  hash BYTEA NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, idx)
);

CREATE TRIGGER subtree_is_fixed BEFORE UPDATE ON subtree
EXECUTE FUNCTION refuse('a hash of the tree does not change');

CREATE TRIGGER subtree_is_kept BEFORE DELETE OR TRUNCATE ON subtree
EXECUTE FUNCTION refuse('a hash of the tree stays');

CREATE TABLE checkpoint (
  size BIGINT PRIMARY KEY,
  note TEXT NOT NULL
);

CREATE FUNCTION checkpoint_follows() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.size <= (SELECT COALESCE(MAX(size), 0) FROM checkpoint) THEN
    RAISE EXCEPTION 'a checkpoint follows the one before it';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER checkpoint_follows BEFORE INSERT ON checkpoint FOR EACH ROW
EXECUTE FUNCTION checkpoint_follows();

CREATE TRIGGER checkpoint_is_fixed BEFORE UPDATE ON checkpoint
EXECUTE FUNCTION refuse('a checkpoint of the ledger does not change');

CREATE TRIGGER checkpoint_is_kept BEFORE DELETE OR TRUNCATE ON checkpoint
EXECUTE FUNCTION refuse('a checkpoint of the ledger stays');

-- The guards also hold for a session that applies changes of a replica.
ALTER TABLE head ENABLE ALWAYS TRIGGER head_is_kept;
ALTER TABLE head ENABLE ALWAYS TRIGGER head_goes_on;
ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_follows;
ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_is_fixed;
ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_is_kept;
ALTER TABLE subtree ENABLE ALWAYS TRIGGER subtree_is_fixed;
ALTER TABLE subtree ENABLE ALWAYS TRIGGER subtree_is_kept;
ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER checkpoint_follows;
ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER checkpoint_is_fixed;
ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER checkpoint_is_kept;

-- What follows is derived from the entries and can be made anew.

CREATE TABLE subject (
  idx BIGINT PRIMARY KEY,
  watch TEXT COLLATE "C",
  source TEXT COLLATE "C"
);

CREATE INDEX subject_watch ON subject (watch, idx);
CREATE INDEX subject_source ON subject (source, idx);

CREATE TABLE observation (
  idx BIGINT PRIMARY KEY,
  watch TEXT COLLATE "C" NOT NULL,
  digest TEXT COLLATE "C" NOT NULL
);

CREATE INDEX observation_watch ON observation (watch, idx);
CREATE INDEX observation_digest ON observation (watch, digest, idx);

CREATE TABLE step (
  idx BIGINT PRIMARY KEY,
  candidate BYTEA NOT NULL,
  attempt INTEGER NOT NULL,
  type TEXT COLLATE "C" NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  watch TEXT COLLATE "C" NOT NULL
);

CREATE INDEX step_attempt ON step (candidate, attempt, idx);
CREATE INDEX step_type ON step (source, watch, type, idx);

-- The newest attempt at a candidate while a step of it is still to come.
CREATE TABLE open_attempt (
  candidate BYTEA PRIMARY KEY,
  attempt INTEGER NOT NULL,
  idx BIGINT NOT NULL
);

-- Whoever made the tables keeps no right to change what is written; the triggers say why to who has it all the same.
REVOKE INSERT, DELETE, TRUNCATE ON head FROM CURRENT_USER;
REVOKE UPDATE, DELETE, TRUNCATE ON entry, checkpoint, subtree FROM CURRENT_USER;
