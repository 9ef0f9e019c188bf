-- What the journal asks of SQLite and of PostgreSQL alike

-- The ledger

-- name: head
SELECT size, root, frontier, at FROM head;

-- name: epoch
SELECT epoch FROM head;

-- name: claim
UPDATE head SET epoch = epoch + 1;

-- name: grow
UPDATE head SET size = ?, root = ?, frontier = ?, at = ? WHERE size = ? AND root = ? AND epoch = ?;

-- name: add-entry
INSERT INTO entry (idx, type, fact, leaf_hash, body) VALUES (?, ?, ?, ?, ?);

-- name: add-subtree
INSERT INTO subtree (level, idx, hash) VALUES (?, ?, ?);

-- name: add-checkpoint
INSERT INTO checkpoint (size, note) SELECT ?, ? FROM head WHERE epoch = ?;

-- name: entry
SELECT idx, type, leaf_hash, body FROM entry WHERE idx = ?;

-- name: entry-of-fact
SELECT idx, type, leaf_hash, body FROM entry WHERE fact = ?;

-- name: leaf-hashes
SELECT leaf_hash FROM entry WHERE idx >= ? ORDER BY idx LIMIT ?;

-- name: subtrees
SELECT hash FROM subtree WHERE level = ? AND idx >= ? ORDER BY idx LIMIT ?;

-- name: checkpoint
SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1;

-- name: checkpoint-of
SELECT note FROM checkpoint WHERE size = ?;

-- name: checkpoints-after
SELECT note FROM checkpoint WHERE size > ? ORDER BY size LIMIT ?;

-- The questions

-- name: last-observation
SELECT e.idx, e.type, e.leaf_hash, e.body FROM observation o JOIN entry e ON e.idx = o.idx
WHERE o.watch = ? ORDER BY o.idx DESC LIMIT 1;

-- name: last-digest
SELECT digest FROM observation WHERE watch = ? ORDER BY idx DESC LIMIT 1;

-- name: newest-observations
SELECT e.idx, e.type, e.leaf_hash, e.body FROM observation o JOIN entry e ON e.idx = o.idx
WHERE o.watch = ? ORDER BY o.idx DESC LIMIT ?;

-- name: sightings
SELECT e.idx, e.body, f.body AS first FROM observation o JOIN entry e ON e.idx = o.idx
JOIN entry f ON f.idx = (SELECT MIN(p.idx) FROM observation p WHERE p.watch = o.watch AND p.digest = o.digest)
WHERE o.watch = ? AND o.idx < ? AND NOT EXISTS
  (SELECT 1 FROM observation n WHERE n.watch = o.watch AND n.digest = o.digest AND n.idx > o.idx)
ORDER BY o.idx DESC LIMIT ?;

-- name: newest-of-type
SELECT idx, type, leaf_hash, body FROM entry WHERE type = ? ORDER BY idx DESC LIMIT ?;

-- name: newest-of-type-before
SELECT idx, type, leaf_hash, body FROM entry WHERE type = ? AND idx < ? ORDER BY idx DESC LIMIT ?;

-- name: last-read
SELECT e.idx, e.type, e.leaf_hash, e.body FROM subject s JOIN entry e ON e.idx = s.idx
WHERE s.source = ? AND e.type = 'source.read' ORDER BY s.idx DESC LIMIT 1;

-- name: observations
SELECT e.idx, e.type, e.leaf_hash, e.body FROM observation o JOIN entry e ON e.idx = o.idx
WHERE o.watch = ? ORDER BY o.idx DESC;

-- name: first-observation
SELECT e.idx, e.type, e.leaf_hash, e.body FROM observation o JOIN entry e ON e.idx = o.idx
WHERE o.watch = ? AND o.digest = ? ORDER BY o.idx LIMIT 1;

-- name: newest-attempt
SELECT MAX(attempt) FROM step WHERE candidate = ? AND type = 'candidate.found' HAVING COUNT(*) > 0;

-- name: steps
SELECT e.idx, e.type, e.leaf_hash, e.body FROM step s JOIN entry e ON e.idx = s.idx
WHERE s.candidate = ? AND s.attempt = ? ORDER BY s.idx;

-- name: open-attempts
SELECT e.idx, e.type, e.leaf_hash, e.body FROM open_attempt o JOIN entry e ON e.idx = o.idx ORDER BY o.idx;

-- name: last-proposal
SELECT e.idx, e.type, e.leaf_hash, e.body FROM step s JOIN entry e ON e.idx = s.idx
WHERE s.source = ? AND s.watch = ? AND s.type = 'rotation.proposed' ORDER BY s.idx DESC LIMIT 1;

-- What the questions are answered from

-- name: add-subject
INSERT INTO subject (idx, watch, source) VALUES (?, ?, ?);

-- name: add-observation
INSERT INTO observation (idx, watch, digest) VALUES (?, ?, ?);

-- name: add-step
INSERT INTO step (idx, candidate, attempt, type, source, watch) VALUES (?, ?, ?, ?, ?, ?);

-- name: open-attempt
INSERT INTO open_attempt (candidate, attempt, idx) VALUES (?, ?, ?)
ON CONFLICT (candidate) DO UPDATE SET attempt = excluded.attempt, idx = excluded.idx;

-- name: close-attempt
DELETE FROM open_attempt WHERE candidate = ? AND attempt = ?;

-- name: forget-subjects
DELETE FROM subject;

-- name: forget-observations
DELETE FROM observation;

-- name: forget-steps
DELETE FROM step;

-- name: forget-open-attempts
DELETE FROM open_attempt;
