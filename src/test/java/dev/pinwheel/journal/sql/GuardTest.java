package dev.pinwheel.journal.sql;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.journal.Journals;
import dev.pinwheel.ledger.TilePath;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {

    @TempDir
    private Path data;

    @BeforeEach
    void record() {
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 0, TilePath.FULL);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE entry SET body = x'00' WHERE idx = 1 | does not change",
                "UPDATE entry SET type = 'bot.started' | does not change",
                "DELETE FROM entry WHERE idx = 1 | stays",
                "INSERT INTO entry SELECT 300, leaf_hash, body, type, zeroblob(32) FROM entry LIMIT 1 | follows",
                "INSERT OR REPLACE INTO entry SELECT 1, leaf_hash, body, type, zeroblob(32) FROM entry LIMIT 1 | follows",
                "INSERT OR REPLACE INTO entry SELECT 257, leaf_hash, body, type, fact FROM entry WHERE idx = 1 | follows",
                "UPDATE checkpoint SET note = '' | does not change",
                "DELETE FROM checkpoint | stays",
                "INSERT OR REPLACE INTO checkpoint VALUES (1, '') | follows",
                "UPDATE head SET size = 1 | does not go back",
                "UPDATE head SET epoch = 0 | does not go back",
                "UPDATE head SET at = 0 | does not go back",
                "DELETE FROM head | stays",
                "INSERT INTO head VALUES (2, 0, zeroblob(32), x'', 0, 0) | one head",
                "INSERT OR REPLACE INTO head VALUES (1, 0, zeroblob(32), x'', 0, 0) | one head",
                "UPDATE subtree SET hash = zeroblob(32) | does not change",
                "DELETE FROM subtree | stays",
                "INSERT OR REPLACE INTO subtree VALUES (1, 0, zeroblob(32)) | once"
            })
    void theDatabaseItselfRefuses(String sql, String reason) {
        var refusal = assertThrows(SQLException.class, () -> Tampering.attempt(data, sql));

        assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal.getMessage());
    }
}
