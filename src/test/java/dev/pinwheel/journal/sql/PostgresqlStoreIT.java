package dev.pinwheel.journal.sql;

import dev.pinwheel.journal.Database;
import dev.pinwheel.journal.StoreContract;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresqlStoreIT extends StoreContract {

    @RegisterExtension
    static final SharedPostgresql POSTGRESQL = new SharedPostgresql();

    @Override
    protected Database database() {
        return PostgresqlServer.ledger(POSTGRESQL.address());
    }

    @Override
    protected Database newDatabase() {
        return PostgresqlServer.ledger(POSTGRESQL.server().newDatabase());
    }

    @Override
    protected void tamper(String sql) throws SQLException {
        try (var connection = PostgresqlServer.connect(POSTGRESQL.address());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    protected List<String> rows(String table) throws SQLException {
        try (var connection = PostgresqlServer.connect(POSTGRESQL.address())) {
            return Rows.of(connection, table);
        }
    }

    @Override
    protected String newerSchema() {
        return "UPDATE schema_version SET version = 99";
    }
}
