package dev.pinwheel.journal.sql;

import dev.pinwheel.journal.Database;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.HeldException;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.Store;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A ledger in a schema of a PostgreSQL database. One process writes it, held by a lock of its session and, if that is
 * lost, by the epoch; any may read. A commit is on the server's disk, and on that of its synchronous standby.
 */
public final class PostgresqlDatabase implements Database {

    private static final int VERSION = 3;
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration ANSWERING = Duration.ofMinutes(5);
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** The server ends the session, and frees the lock, half a minute after the writer's machine is gone. */
    private static final String NOTICING_DEATH = " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5"
            + " -c tcp_keepalives_count=4 -c tcp_user_timeout=30000";

    private final PostgresqlAddress address;
    private final PostgresqlLogin login;
    private final Duration patience;

    /**
     * The ledger at this address.
     *
     * @param password as the server wants it; asked of {@code ~/.pgpass} where absent
     * @param patience how long to wait for another process to let go of the ledger
     */
    public PostgresqlDatabase(PostgresqlAddress address, Optional<String> password, Duration patience) {
        this.address = address;
        this.login = new PostgresqlLogin(address, password);
        this.patience = patience;
    }

    @Override
    public Store open() {
        var session = connect("-c synchronous_commit=on -c lock_timeout=" + patience.toMillis() + NOTICING_DEATH);
        try {
            checkDurable(session);
            lock(session);
            migrate(session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        return new SqlStore(session, this::session, () -> {});
    }

    @Override
    public Entries read() {
        var session = session();
        if (version(session) == 0) {
            session.close();
            throw new JournalException("there is no ledger in " + address);
        }
        return new SqlEntries(session);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    /** A session that only reads. */
    private Session session() {
        return connect("-c default_transaction_read_only=on");
    }

    private Session connect(String options) {
        return login.session(options, CONNECTING, ANSWERING);
    }

    private void checkDurable(Session session) {
        if (!setting(session, "fsync").equals("on")) {
            throw new JournalException(address + " has fsync off, so that a loss of power loses what it has committed;"
                    + " switch it on in postgresql.conf and restart the server");
        }
        if (!setting(session, "server_encoding").equals("UTF8")) {
            throw new JournalException(address + " does not hold UTF-8; make a database WITH ENCODING 'UTF8'");
        }
    }

    private static String setting(Session session, String name) {
        return session.one("SELECT current_setting(?)", row -> row.getString(1), name);
    }

    /** The server keeps the lock until the session ends, however it ends. */
    private void lock(Session session) {
        try {
            session.list(Queries.named("lock"), row -> true);
        } catch (JournalException e) {
            if (e.getCause() instanceof SQLException cause && LOCK_NOT_AVAILABLE.equals(cause.getSQLState())) {
                throw new HeldException("another Pinwheel writes the ledger in " + address + holder(session)
                        + "; stop it, or give this one a database of its own");
            }
            throw e;
        }
    }

    private static String holder(Session session) {
        return session.first(Queries.named("lock-holder"), row -> " (" + row.getString(1) + ")")
                .orElse("");
    }

    private void migrate(Session session) {
        var version = version(session);
        if (version > VERSION) {
            throw new JournalException(address + " was written by a newer Pinwheel; use that one");
        }
        for (var next = version + 1; next <= VERSION; next++) {
            var script = "postgresql/schema-" + next + ".sql";
            session.transaction(() -> session.script(script));
        }
    }

    private static int version(Session session) {
        return session.one("SELECT to_regclass('schema_version') IS NOT NULL", row -> row.getBoolean(1))
                ? session.one("SELECT version FROM schema_version", row -> row.getInt(1))
                : 0;
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
