package dev.pinwheel.audit.sql;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.Notebook;
import dev.pinwheel.audit.NotebookContract;
import dev.pinwheel.journal.JournalException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqliteNotebookTest extends NotebookContract {

    private static final long MEBIBYTE = 1 << 20;

    @Override
    protected Notebook begin() {
        return new SqliteNotebook();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        try (var notebook = new SqliteNotebook(MEBIBYTE)) {
            var notes = notebook.notes();
            var text = "x".repeat(1_000);

            var refused = assertThrows(JournalException.class, () -> {
                for (var number = 0; number < 2 * MEBIBYTE / text.length(); number++) {
                    notes.put(List.of("note " + number), List.of(text));
                }
            });
            assertTrue(String.valueOf(refused.getMessage()).contains("$TMPDIR"), refused.toString());
        }
    }

    @Test
    void aConnectionThatCannotBeSetUpIsClosed() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            try (var statement = connection.createStatement()) {
                statement.execute("BEGIN");
            }

            assertThrows(SQLException.class, () -> SqliteNotebook.setUp(connection, MEBIBYTE));
            assertTrue(connection.isClosed());
        }
    }
}
