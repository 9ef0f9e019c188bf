package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.journal.sql.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

    @TempDir
    private Path data;

    private static CycleStarted cycle(int number) {
        return new CycleStarted(Samples.NOW.plusMillis(number), "cron");
    }

    @ParameterizedTest
    @EnumSource
    void aFailingDiskStopsTheWriterAndLosesNothing(FaultyStore.Fault fault) {
        Recorded<?> acknowledged;
        var store = new FaultyStore(SqliteStore.open(data), fault);
        try (var journal = Journal.open(data, Optional.empty(), store, Journals.CLOCK)) {
            acknowledged = journal.append(cycle(1));
            journal.publish();
            store.arm();
            assertThrows(JournalException.class, () -> {
                journal.append(cycle(2));
                journal.publish();
            });

            assertStopped(journal, "the disk failed " + fault);
        }
        assertWhole(acknowledged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/entries/000.p/3.tmp", "tile/0/000.p/3.tmp", "checkpoint.tmp"})
    void aFileThatCannotBePublishedStopsTheWriterAndLosesNothing(String file) throws IOException {
        Recorded<?> acknowledged;
        var obstacle = data.resolve("log").resolve(file);
        try (var journal = Journals.open(data)) {
            acknowledged = journal.append(cycle(1));
            journal.publish();
            Files.createDirectories(obstacle.resolve("in-the-way"));
            assertThrows(JournalException.class, () -> {
                journal.append(cycle(2));
                journal.publish();
            });

            assertStopped(journal, "tried to publish the ledger");
        }
        Files.delete(obstacle.resolve("in-the-way"));
        Files.delete(obstacle);
        assertWhole(acknowledged);
    }

    @Test
    void aPublishedTileThatSomebodyChangedIsNotWrittenOver() throws IOException {
        try (var journal = Journals.open(data)) {
            journal.append(cycle(1));
            journal.publish();
            var next = data.resolve("log/tile/0/000.p/3");
            Files.writeString(next, "something else");
            assertThrows(JournalException.class, () -> {
                journal.append(cycle(2));
                journal.publish();
            });

            assertStopped(journal, "with another content");
        }
    }

    private static void assertStopped(Journal journal, String reason) {
        for (var number = 2; number < 5; number++) {
            var told = cycle(number);
            var message = String.valueOf(assertThrows(JournalException.class, () -> journal.append(told))
                    .getMessage());
            assertTrue(message.contains("the ledger does not write any more"), message);
            assertTrue(message.contains(reason), message);
        }
    }

    private void assertWhole(Recorded<?> acknowledged) {
        try (var journal = Journals.open(data)) {
            assertEquals(acknowledged, journal.append(acknowledged.event()));
            assertEquals(2, journal.append(cycle(2)).index());
            assertEquals(3, journal.append(cycle(3)).index());
            journal.publish();
            var log = new LogDirectory(data.resolve("log"));
            assertInstanceOf(Verification.Verified.class, Verifier.verify(journal.entries(), log, journal.key()));
        }
    }
}
