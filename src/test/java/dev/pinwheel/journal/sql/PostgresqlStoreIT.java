package dev.pinwheel.journal.sql;

import dev.pinwheel.journal.Database;
import dev.pinwheel.journal.StoreContract;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class PostgresqlStoreIT extends StoreContract {

    private static PostgresqlServer server;

    private String address = "";

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = PostgresqlServer.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void makeDatabase() {
        address = server.newDatabase();
    }

    @Override
    protected Database database() {
        return PostgresqlServer.ledger(address);
    }

    @Override
    protected Database newDatabase() {
        return PostgresqlServer.ledger(server.newDatabase());
    }

    @Override
    protected void tamper(String sql) throws SQLException {
        try (var connection = PostgresqlServer.connect(address);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    protected List<String> rows(String table) throws SQLException {
        try (var connection = PostgresqlServer.connect(address)) {
            return Rows.of(connection, table);
        }
    }

    @Override
    protected String newerSchema() {
        return "UPDATE schema_version SET version = 99";
    }
}
