package dev.pinwheel.journal.sql;

import dev.pinwheel.journal.Database;
import dev.pinwheel.journal.SignaturesContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresqlSignaturesIT extends SignaturesContract {

    @RegisterExtension
    static final SharedPostgresql POSTGRESQL = new SharedPostgresql();

    @Override
    protected Database database() {
        return PostgresqlServer.ledger(POSTGRESQL.address());
    }

    @Override
    protected void force(String sql) {
        POSTGRESQL.superuser("ALTER TABLE checkpoint DISABLE TRIGGER USER; " + sql);
    }
}
