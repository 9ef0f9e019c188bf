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
