package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.journal.sql.PostgresqlServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger in PostgreSQL goes on under a new origin in another database, as one in SQLite does. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class NewOriginOnPostgresqlIT {

    private static final String ORIGIN = "ledger.example.com/team";

    @TempDir
    private Path old;

    @TempDir
    private Path next;

    @Test
    void goesOnInAnotherDatabase() throws IOException, InterruptedException {
        try (var server = PostgresqlServer.start()) {
            var here = new NewOrigin.Place(old, PostgresqlServer.ledger(server.newDatabase()));
            var there = new NewOrigin.Place(next, PostgresqlServer.ledger(server.newDatabase()));
            try (var journal = Journals.open(old, here.database())) {
                Journals.recordCycles(journal, 0, 5);
            }
            var begin = new NewOrigin(here, there, Journals.CLOCK);

            var key = begin.begin(ORIGIN, "another team takes over");
            assertEquals(key, begin.begin(ORIGIN, "another team takes over"));

            assertThrows(JournalException.class, () -> Journals.open(old, here.database()));
            try (var journal = Journals.open(next, there.database())) {
                assertEquals(
                        1, journal.append(new CycleStarted(Samples.NOW, "cron")).index());
                var last = new LogDirectory(old.resolve("log")).checkpoint().orElseThrow();
                assertTrue(Lineage.of(journal.entries()).followed(last));
            }
            try (var entries = there.database().read()) {
                var log = new LogDirectory(next.resolve("log"));
                assertInstanceOf(Verification.Verified.class, Verifier.verify(entries, log, key));
            }
        }
    }
}
