package dev.pinwheel.journal.sql;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Somebody who can write the database file and knows SQL. */
public final class Tampering {

    private Tampering() {}

    /** Does as the database lets everybody do. */
    public static void attempt(Path data, String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.db"));
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Takes the guards away first. */
    public static void force(Path data, String... statements) throws SQLException {
        for (var table : new String[] {"entry", "checkpoint"}) {
            for (var guard : new String[] {"follows", "is_fixed", "is_kept"}) {
                attempt(data, "DROP TRIGGER " + table + "_" + guard);
            }
        }
        for (var guard : new String[] {"head_goes_on", "subtree_is_new", "subtree_is_fixed", "subtree_is_kept"}) {
            attempt(data, "DROP TRIGGER " + guard);
        }
        attempt(data, statements);
    }
}
