package dev.pinwheel.journal.sql;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One PostgreSQL for all tests of a class, and a new database in it for each. */
final class SharedPostgresql implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private @Nullable PostgresqlServer server;
    private String address = "";

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        server = PostgresqlServer.start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        address = server().newDatabase();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (server != null) {
            server.close();
        }
    }

    PostgresqlServer server() {
        return Objects.requireNonNull(server);
    }

    /** The address of this test's database. */
    String address() {
        return address;
    }

    /** Does something as somebody who has every right in this test's database. */
    void superuser(String sql) {
        server().superuser(PostgresqlAddress.parse(address).database(), sql);
    }
}
