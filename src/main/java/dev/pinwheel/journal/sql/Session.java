package dev.pinwheel.journal.sql;

import dev.pinwheel.journal.JournalException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One connection to the database, for one thread at a time. */
final class Session implements AutoCloseable {

    private static final int BATCH = 1_000;

    private final Connection connection;
    private final String database;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Map<String, Integer> waiting = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    Session(Connection connection, String database) {
        this.connection = connection;
        this.database = database;
    }

    /** What one row of an answer means. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }

    <T> List<T> list(String sql, Row<T> row, Object... arguments) {
        return locked(sql, () -> {
            var values = new ArrayList<T>();
            try (var rows = statement(sql, arguments).executeQuery()) {
                while (rows.next()) {
                    values.add(row.read(rows));
                }
            }
            return values;
        });
    }

    <T> Optional<T> first(String sql, Row<T> row, Object... arguments) {
        return list(sql, row, arguments).stream().findFirst();
    }

    <T> T one(String sql, Row<T> row, Object... arguments) {
        return first(sql, row, arguments)
                .orElseThrow(() -> new JournalException(database + " has no answer to: " + sql));
    }

    /** Throws if the database is away; while somebody asks it something, that is who notices. */
    void confirm() {
        if (lock.tryLock()) {
            try {
                one("SELECT 1", row -> row.getInt(1));
            } finally {
                lock.unlock();
            }
        }
    }

    /** How many rows changed. */
    int update(String sql, @Nullable Object... arguments) {
        return locked(sql, () -> statement(sql, arguments).executeUpdate());
    }

    /**
     * Inserts a row before the transaction ends, together with others: one message to a server for many of them.
     * Rows of one statement keep their order.
     */
    void insert(String sql, @Nullable Object... arguments) {
        locked(sql, () -> {
            statement(sql, arguments).addBatch();
            var rows = waiting.merge(sql, 1, Integer::sum);
            return rows == BATCH && flush();
        });
    }

    /** Sends the rows that wait; it is always done. */
    private boolean flush() throws SQLException {
        for (var sql : waiting.keySet()) {
            statement(sql).executeBatch();
        }
        waiting.clear();
        return true;
    }

    /** Runs a file of statements, and says its name. */
    String script(String name) {
        return locked(name, () -> {
            try (var statement = connection.createStatement()) {
                statement.executeUpdate(Queries.file(name));
                return name;
            }
        });
    }

    /** Does all of this or nothing; within a transaction it is a part of that. */
    <T> T transaction(Supplier<T> work) {
        return locked("a transaction", () -> connection.getAutoCommit() ? committed(work) : work.get());
    }

    private <T> T committed(Supplier<T> work) throws SQLException {
        connection.setAutoCommit(false);
        T result;
        try {
            result = work.get();
            flush();
            connection.commit();
        } catch (RuntimeException | Error | SQLException e) {
            rollBack(e);
            throw e;
        }
        connection.setAutoCommit(true);
        return result;
    }

    private void rollBack(Throwable reason) {
        try {
            for (var sql : waiting.keySet()) {
                statement(sql).clearBatch();
            }
            waiting.clear();
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private PreparedStatement statement(String sql, @Nullable Object... arguments) throws SQLException {
        var statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (var place = 0; place < arguments.length; place++) {
            statement.setObject(place + 1, arguments[place]);
        }
        return statement;
    }

    private <T> T locked(String what, Work<T> work) {
        lock.lock();
        try {
            return work.run();
        } catch (SQLException e) {
            throw new JournalException(
                    "tried in " + database + ": " + what.lines().findFirst().orElse(""), cause(e));
        } finally {
            lock.unlock();
        }
    }

    /** The message of a batch repeats its rows; what the server said stands in the next one. */
    private static SQLException cause(SQLException e) {
        return e instanceof BatchUpdateException && e.getNextException() != null ? e.getNextException() : e;
    }

    /** Cuts the connection at once, whatever waits for it; the server ends what was under way. */
    void abort() {
        try {
            connection.abort(Thread::startVirtualThread);
        } catch (SQLException e) {
            throw new JournalException("tried to cut the connection to " + database, e);
        }
    }

    @Override
    public void close() {
        locked("close", () -> {
            connection.close();
            return true;
        });
    }

    @Override
    public String toString() {
        return database;
    }
}
