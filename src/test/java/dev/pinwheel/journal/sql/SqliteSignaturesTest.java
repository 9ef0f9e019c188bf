package dev.pinwheel.journal.sql;

import dev.pinwheel.journal.Database;
import dev.pinwheel.journal.SignaturesContract;
import java.sql.SQLException;

class SqliteSignaturesTest extends SignaturesContract {

    @Override
    protected Database database() {
        return new SqliteDatabase(data());
    }

    @Override
    protected void force(String sql) throws SQLException {
        Tampering.force(data(), sql);
    }
}
