-- What only PostgreSQL is asked

-- name: lock
SELECT pg_advisory_lock(hashtextextended('the ledger of Pinwheel in ' || current_schema(), 0));

-- name: lock-holder
SELECT 'process ' || a.pid || ' of the server, from ' || COALESCE(host(a.client_addr), 'its own machine')
  || ', connected since ' || date_trunc('second', a.backend_start)
FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid,
  (SELECT hashtextextended('the ledger of Pinwheel in ' || current_schema(), 0) AS key) k
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
  AND l.classid::bigint = (k.key >> 32) & 4294967295 AND l.objid::bigint = k.key & 4294967295
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database());

-- What the nodes may ask of registries. Each first locks the row of its registry, and reads the clock after that.

-- name: open-budget
INSERT INTO registry_budget (host) VALUES (?) ON CONFLICT DO NOTHING;

-- name: lock-budget
SELECT 1 FROM registry_budget WHERE host = ? FOR UPDATE;

-- A registry that is to be left alone for longer than Budget.LONGEST_THROTTLING, or not tried for longer than
-- Budget.LONGEST_FAILING, is so since before the server's clock was set back: it is neither.

-- name: note-throttling
UPDATE registry_budget SET throttled_until = greatest(
  CASE WHEN throttled_until <= clock_timestamp() + interval '27 hours' THEN throttled_until END,
  clock_timestamp() + ? * interval '1 microsecond') WHERE host = ?;

-- name: note-throttling-pulls
UPDATE registry_budget SET pulls_throttled_until = greatest(
  CASE WHEN pulls_throttled_until <= clock_timestamp() + interval '27 hours' THEN pulls_throttled_until END,
  clock_timestamp() + ? * interval '1 microsecond') WHERE host = ?;

-- name: note-failing
UPDATE registry_budget SET failing_until = greatest(
  CASE WHEN failing_until <= clock_timestamp() + interval '5 minutes' THEN failing_until END,
  clock_timestamp() + ? * interval '1 microsecond'), failures = greatest(failures, ?) WHERE host = ?;

-- name: note-answering
UPDATE registry_budget SET failing_until = '-infinity', failures = 0 WHERE host = ?;

-- A turn more than a minute ahead was taken before the server's clock was set back.

-- name: take-turns
UPDATE registry_budget SET next_turn = greatest(least(next_turn, clock_timestamp() + interval '1 minute'),
  clock_timestamp() - ? * interval '1 microsecond') + ? * interval '1 microsecond' WHERE host = ?
RETURNING (extract(epoch FROM next_turn - clock_timestamp()) * 1000000)::bigint;

-- name: budget
SELECT failures,
  CASE WHEN throttled_until BETWEEN clock_timestamp() AND clock_timestamp() + interval '27 hours'
    THEN (extract(epoch FROM throttled_until - clock_timestamp()) * 1000000)::bigint ELSE 0 END AS throttled,
  CASE WHEN pulls_throttled_until BETWEEN clock_timestamp() AND clock_timestamp() + interval '27 hours'
    THEN (extract(epoch FROM pulls_throttled_until - clock_timestamp()) * 1000000)::bigint ELSE 0 END AS pulls_throttled,
  CASE WHEN failing_until BETWEEN clock_timestamp() AND clock_timestamp() + interval '5 minutes'
    THEN (extract(epoch FROM failing_until - clock_timestamp()) * 1000000)::bigint ELSE 0 END AS failing
FROM registry_budget WHERE host = ?;

-- name: other-shares
SELECT count(*) AS nodes, COALESCE(sum(slots), 0) AS slots FROM registry_share
WHERE host = ? AND node <> ? AND until > clock_timestamp();

-- name: hold-share
INSERT INTO registry_share (host, node, slots, until)
VALUES (?, ?, ?, clock_timestamp() + ? * interval '1 microsecond')
ON CONFLICT (host, node) DO UPDATE SET slots = excluded.slots, until = excluded.until;

-- name: forget-shares
DELETE FROM registry_share WHERE host = ? AND until <= clock_timestamp();

-- name: leave-share
DELETE FROM registry_share WHERE host = ? AND node = ?;

-- name: leave-shares
DELETE FROM registry_share WHERE node = ?;

-- What has been looked at, many lines in a row.

-- name: add-looks
INSERT INTO look (host, lines) VALUES (?, ?);

-- name: state-of-looks
SELECT COALESCE(sum(octet_length(lines)), 0) AS size, COALESCE(max(id), 0) AS last FROM look WHERE host = ?;

-- Where a portion of a registry's rows ends: some thousand of them, or about a megabyte.

-- name: end-of-looks
SELECT max(id) FROM (
  SELECT id, sum(octet_length(lines)) OVER (ORDER BY id) - octet_length(lines) AS before FROM (
    SELECT id, lines FROM look WHERE host = ? AND id > ? AND id <= ? ORDER BY id LIMIT 5000) AS next
  ) AS portion WHERE before < 1048576;

-- name: looks
SELECT lines FROM look WHERE host = ? AND id > ? AND id <= ? ORDER BY id;

-- name: forget-looks
DELETE FROM look WHERE host = ? AND id > ? AND id <= ?;
