package dev.pinwheel.audit.sql;

import dev.pinwheel.audit.Notebook;
import dev.pinwheel.audit.Notes;
import dev.pinwheel.journal.JournalException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Notes in a temporary SQLite database. It stays in memory while it is small; what does not fit there any more lies in
 * a file without a name, which is gone with the process, however that ends.
 */
public final class SqliteNotebook implements Notebook {

    private static final int PAGE = 4_096;
    private static final long MOST_PAGES = 0xFFFF_FFFEL;
    private static final String[] SETUP = {
        "PRAGMA temp_store = FILE",
        "PRAGMA temp.page_size = " + PAGE,
        "CREATE TEMP TABLE note (topic INTEGER, key BLOB, place INTEGER, row BLOB, PRIMARY KEY (topic, key)) WITHOUT ROWID",
        "PRAGMA temp.cache_size = -16384",
        "PRAGMA temp.journal_mode = OFF",
        "BEGIN"
    };

    private final Connection connection;
    private int topics;

    /** An empty notebook, as large as the disk allows. */
    public SqliteNotebook() {
        this(Long.MAX_VALUE);
    }

    /** An empty notebook of at most so many bytes; a note that would make it larger is refused with a {@link JournalException}. */
    public SqliteNotebook(long mostBytes) {
        try {
            connection = setUp(DriverManager.getConnection("jdbc:sqlite::memory:"), mostBytes);
        } catch (SQLException e) {
            throw failed("begin", e);
        }
    }

    /** Sets a connection up, or closes it. */
    static Connection setUp(Connection connection, long mostBytes) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : SETUP) {
                statement.execute(sql);
            }
            statement.execute("PRAGMA temp.max_page_count = " + Math.min(mostBytes / PAGE, MOST_PAGES));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Notes notes() {
        try {
            return new SqliteNotes(connection, topics++);
        } catch (SQLException e) {
            throw failed("begin", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed("end", e);
        }
    }

    static JournalException failed(String what, SQLException e) {
        return new JournalException(
                "tried to " + what + " notes in a temporary file, which lies in $TMPDIR or /var/tmp; it may have grown"
                        + " as large as it may, or there is no space",
                e);
    }
}
