package dev.pinwheel.journal.sql;

import dev.pinwheel.journal.Database;
import dev.pinwheel.journal.StoreContract;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

class SqliteStoreTest extends StoreContract {

    private int others;

    @Override
    protected Database database() {
        return new SqliteDatabase(data());
    }

    @Override
    protected Database newDatabase() {
        return new SqliteDatabase(data().resolve("other" + ++others));
    }

    @Override
    protected void tamper(String sql) throws SQLException {
        Tampering.attempt(data(), sql);
    }

    @Override
    protected List<String> rows(String table) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data().resolve("ledger.db"))) {
            return Rows.of(connection, table);
        }
    }

    @Override
    protected String newerSchema() {
        return "PRAGMA user_version = 99";
    }
}
