package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.journal.sql.Tampering;
import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelfCheckTest {

    @TempDir
    private Path data;

    @BeforeEach
    void record() {
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 0, 300);
        }
    }

    @Test
    void anOldCheckpointThatSomebodyReplacedIsNoticed() throws SQLException {
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 300, 700);
        }
        var key = Journals.newKey();
        var forged = SignedCheckpoint.sign(new Checkpoint("example.com/other", 1, Hash.OF_NOTHING), key);
        Tampering.force(data, "UPDATE checkpoint SET note = '" + forged + "' WHERE size = 1");

        var refusal = assertThrows(JournalException.class, () -> Journals.open(data));
        assertTrue(String.valueOf(refusal.getMessage()).contains("of 1 entries has another root hash"));
    }

    @Test
    void aLedgerThatIsWrittenMeanwhileIsNotInTrouble() {
        var cycles = new AtomicInteger(300);
        try (var journal = Journals.open(data);
                var entries = SqliteStore.read(data)) {
            var growing = GrowingEntries.of(entries, () -> {
                var next = cycles.getAndAdd(7);
                Journals.recordCycles(journal, next, next + 7);
                journal.publish();
            });

            assertEquals(Optional.empty(), Journal.trouble(data, growing, List.of(), Journals.CLOCK));
            assertTrue(cycles.get() > 300);
        }
    }

    @Test
    void aPublishedCheckpointThatIsAheadOfTheLedgerAsItIsNowIsARollback() throws IOException {
        var old = Files.copy(data.resolve("ledger.db"), data.resolve("old.db"));
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 300, 301);
        }
        Files.copy(old, data.resolve("ledger.db"), StandardCopyOption.REPLACE_EXISTING);

        try (var entries = SqliteStore.read(data)) {
            var trouble =
                    Journal.trouble(data, entries, List.of(), Journals.CLOCK).orElseThrow();
            assertTrue(trouble.contains("rollback detected") && trouble.contains("the ledger has 301"), trouble);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "UPDATE entry SET body = x'7B7D' WHERE idx = 290 ~ entry 290 is not what was hashed",
                "UPDATE entry SET body = x'7B7D' WHERE idx = 0 ~ is not a String",
                "UPDATE entry SET leaf_hash = zeroblob(32) WHERE idx = 299 ~ entry 299 is not what was hashed",
                "DELETE FROM entry WHERE idx = 299 ~ there are 255 entries",
                "DELETE FROM entry WHERE idx = 20 ~ has another root hash",
                "UPDATE subtree SET hash = zeroblob(32) ~ do not add up",
                "UPDATE head SET root = zeroblob(32) ~ do not add up",
                "UPDATE checkpoint SET note = 'nothing' ~ a note is",
                "UPDATE checkpoint SET note = replace(note, char(10) || 301 || char(10), char(10) || 302 || char(10)) ~ is not signed",
                "DELETE FROM entry ~ entry 0 is missing"
            })
    void aLedgerThatSomebodyChangedIsNotWritten(String sql, String reason) throws SQLException {
        Tampering.force(data, sql);

        var refusal = assertThrows(JournalException.class, () -> Journals.open(data));
        var message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains("tampered with") && message.contains(reason), message);
    }
}
