package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every stored signature is verified after a start, in whatever database; a class for each of them runs it. */
@Timeout(120)
public abstract class SignaturesContract {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path data;

    /** The data directory, for what is not in the database. */
    protected final Path data() {
        return data;
    }

    /** The same database each time, empty at first. */
    protected abstract Database database();

    /** Does something as somebody who takes the guards away first. */
    protected abstract void force(String sql) throws SQLException;

    private void record(int from, int to) {
        try (var journal = Journals.open(data, database())) {
            for (var number = from; number < to; number++) {
                journal.append(new CycleStarted(Samples.NOW.plusMillis(number), "cron"));
                journal.publish();
            }
            Journals.recordCycles(journal, to, to + 100);
        }
    }

    @Test
    void everySignatureOfALedgerThatIsWellIsTaken() {
        record(0, 5);

        try (var journal = Journals.open(data, database())) {
            journal.awaitChecked(PATIENCE);
            journal.append(new CycleStarted(Samples.NOW.minusMillis(1), "cron"));
        }
        assertEquals(Optional.empty(), trouble());
    }

    @Test
    void oneFlippedBitInTheSignatureUnderAnOldCheckpointStopsTheWriting() throws Exception {
        record(0, 5);
        flip(4);

        assertNotWritten("a stored checkpoint of 4 entries is not signed with ");
    }

    @Test
    void oneFlippedBitInASignatureOfTheKeyBeforeStopsTheWriting() throws Exception {
        record(0, 5);
        var before = new KeyFile(data).verifier();
        KeyRotation.rotate(data, database().open(), "the yearly change", Journals.CLOCK);
        record(200, 205);
        flip(4);

        assertNotWritten("a stored checkpoint of 4 entries is not signed with " + before);
    }

    @Test
    void aKeyThatWasNeverSignedInStopsTheWriting() throws Exception {
        record(0, 5);
        KeyRotation.rotate(data, database().open(), "the yearly change", Journals.CLOCK);
        record(200, 205);
        force("DELETE FROM checkpoint WHERE size = 107");

        assertNotWritten("names a new key, but no checkpoint of 107 entries that the old key signed is there");
    }

    /** One bit of a stored signature is another. */
    private void flip(long size) throws SQLException {
        var signed = stored(size);
        var line = signed.note().signatures().getFirst().toString();
        var encoded = line.substring(line.lastIndexOf(' ') + 1);
        var bytes = Base64.getDecoder().decode(encoded);
        bytes[bytes.length / 2] ^= 1;
        var flipped = signed.toString().replace(encoded, Base64.getEncoder().encodeToString(bytes));
        assertEquals(signed.checkpoint(), SignedCheckpoint.parse(flipped).checkpoint());
        force("UPDATE checkpoint SET note = '" + flipped + "' WHERE size = " + size);
    }

    private SignedCheckpoint stored(long size) {
        try (var entries = database().read()) {
            return SignedCheckpoint.parse(entries.checkpointsAfter(size - 1, 1).getFirst());
        }
    }

    private void assertNotWritten(String reason) throws Exception {
        var stopped = new CompletableFuture<Throwable>();
        try (var journal = Journals.open(data, database())) {
            journal.onStopped(stopped::complete);

            var found = assertThrows(UnfitException.class, () -> journal.awaitChecked(PATIENCE));

            assertTrue(String.valueOf(found.getMessage()).contains(reason), found.getMessage());
            assertInstanceOf(UnfitException.class, stopped.get(30, TimeUnit.SECONDS));
            var late = new CycleStarted(Samples.NOW.minusMillis(1), "cron");
            assertThrows(JournalException.class, () -> journal.append(late));
        }
        assertTrue(trouble().orElse("").contains(reason), trouble().orElse("none"));
    }

    private Optional<String> trouble() {
        try (var entries = database().read()) {
            return Journal.trouble(data, entries, List.of(), Journals.CLOCK);
        }
    }
}
