package dev.pinwheel.journal.sql;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.Samples;
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
            journal.append(new CycleStarted(Samples.NOW, "cron"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE entry SET body = x'00' WHERE idx = 1 | does not change",
                "UPDATE entry SET type = 'bot.started' | does not change",
                "DELETE FROM entry WHERE idx = 1 | stays",
                "INSERT INTO entry SELECT 3, leaf_hash, body, type, zeroblob(32) FROM entry LIMIT 1 | follows",
                "INSERT OR REPLACE INTO entry SELECT 1, leaf_hash, body, type, zeroblob(32) FROM entry LIMIT 1 | follows",
                "INSERT OR REPLACE INTO entry SELECT 2, leaf_hash, body, type, fact FROM entry WHERE idx = 1 | follows",
                "UPDATE checkpoint SET note = '' | does not change",
                "DELETE FROM checkpoint | stays",
                "INSERT OR REPLACE INTO checkpoint VALUES (1, '') | follows",
                "UPDATE head SET size = 1 | does not go back",
                "UPDATE head SET epoch = 0 | does not go back",
                "UPDATE head SET at = 0 | does not go back",
                "DELETE FROM head | stays",
                "INSERT INTO head VALUES (2, 0, zeroblob(32), x'', 0, 0) | CHECK constraint"
            })
    void theDatabaseItselfRefuses(String sql, String reason) {
        var refusal = assertThrows(SQLException.class, () -> Tampering.attempt(data, sql));

        assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal.getMessage());
    }
}
