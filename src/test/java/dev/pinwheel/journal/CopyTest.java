package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.BotStopped;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.journal.sql.SqliteDatabase;
import dev.pinwheel.journal.sql.Tampering;
import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyTest {

    @TempDir
    private Path data;

    @TempDir
    private Path other;

    @TempDir
    private Path target;

    @BeforeEach
    void record() {
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 0, 300);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "UPDATE entry SET body = x'7B7D' WHERE idx = 7 ~ copy is damaged",
                "UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), 'cron', 'corn') AS BLOB) WHERE idx = 7 ~ copy is damaged",
                "DELETE FROM entry WHERE idx = 299 ~ copy is damaged",
                "DELETE FROM entry WHERE idx = 300 ~ copy is damaged",
                "UPDATE head SET root = zeroblob(32) ~ copy is damaged",
                "UPDATE checkpoint SET note = replace(note, char(10) || 301 || char(10), char(10) || 300 || char(10)) ~ copy is damaged",
                "UPDATE checkpoint SET note = 'nothing' ~ copy is damaged"
            })
    void aLedgerThatSomebodyChangedIsNotCopied(String sql, String reason) throws SQLException, IOException {
        Tampering.force(data, sql);

        assertNotCopied(reason, key(data), Original.stored(new SqliteDatabase(data).read()));
    }

    @Test
    void aPublishedLogThatSomebodyChangedIsNotCopied() throws IOException {
        var bundle = data.resolve("log/tile/entries/000");
        var bytes = Files.readAllBytes(bundle);
        bytes[bytes.length - 3] ^= 1;
        Files.write(bundle, bytes);

        assertNotCopied("copy is damaged", key(data), Original.published(new LogDirectory(data.resolve("log"))));
    }

    @Test
    void aLedgerOfAnotherKeyIsNotCopied() throws IOException {
        assertNotCopied(
                "never was with", Journals.newKey().verifier(), Original.stored(new SqliteDatabase(data).read()));
    }

    @Test
    void aLedgerThatOnlyClaimsToRotateTheTrustedKeyInIsNotCopied() throws IOException {
        Journals.forgeTwin(other, key(data));

        assertNotCopied("signed no checkpoint", key(data), Original.stored(new SqliteDatabase(other).read()));
        assertNotCopied("signed no checkpoint", key(data), Original.published(new LogDirectory(other.resolve("log"))));
    }

    @Test
    void aLedgerThatBeginsWithTheTrustedKeyAndRotatesItOutWithoutItsSignatureIsNotCopied() throws IOException {
        var trusted = key(data);
        var forger = Journals.newKey(trusted.name());
        try (var store = new SqliteDatabase(other).open()) {
            var growth = new Growth(store.entries().head(), Samples.NOW);
            growth.add(Genesis.TYPE, Genesis.ID, new Genesis(Samples.NOW, trusted, Optional.empty()).leaf());
            add(growth, new KeyRotated(Samples.NOW, forger.verifier().toString(), "because I can"));
            add(growth, new BotStopped(Samples.NOW));
            store.append(growth);
            var head = growth.after();
            store.keep(SignedCheckpoint.sign(new Checkpoint(trusted.name(), head.size(), head.root()), forger));
        }

        assertNotCopied("signed no checkpoint", trusted, Original.stored(new SqliteDatabase(other).read()));
    }

    private static void add(Growth growth, Event event) {
        var fact = Fact.of(event);
        growth.add(fact.type().toString(), fact.id(), fact.leaf());
    }

    @Test
    void copiesThatContradictEachOtherAreNotTaken() throws IOException {
        try (var journal = Journals.open(other)) {
            Journals.recordCycles(journal, 300, 600);
        }
        var one = Original.stored(new SqliteDatabase(data).read());
        var two = Original.stored(new SqliteDatabase(other).read());

        assertNotCopied("two of the copies", key(data), one, two);
    }

    @Test
    void aShorterCopyThatContradictsALongerOneIsNoticedInAnyOrder() throws IOException {
        try (var journal = Journals.open(other)) {
            Journals.recordCycles(journal, 300, 320);
        }
        var longer = Original.stored(new SqliteDatabase(data).read());
        var shorter = Original.stored(new SqliteDatabase(other).read());

        assertNotCopied("root hash", key(data), longer, shorter);
        assertNotCopied("", key(data), shorter, longer);
    }

    @Test
    void whatWasPublishedIsEnoughToGoOn() throws IOException {
        copy(key(data), Original.published(new LogDirectory(data.resolve("log"))));
        Files.copy(target.resolve("ledger.db"), data.resolve("ledger.db"), StandardCopyOption.REPLACE_EXISTING);

        try (var journal = Journals.open(data)) {
            assertEquals(301, journal.entries().head().size());
            assertEquals(301, journal.append(new BotStopped(Samples.NOW)).index());
        }
    }

    private static VerifierKey key(Path directory) throws IOException {
        return new KeyFile(directory).verifier();
    }

    private void copy(VerifierKey key, Original... originals) {
        try (var store = new SqliteDatabase(target).open()) {
            Copy.of(List.of(originals), Anchor.of(key), store);
        }
    }

    private void assertNotCopied(String reason, VerifierKey key, Original... originals) {
        var message = String.valueOf(
                assertThrows(JournalException.class, () -> copy(key, originals)).getMessage());
        assertTrue(message.contains(reason), message);
        try (var nothing = new SqliteDatabase(target).read()) {
            assertEquals(0, nothing.head().size());
        }
    }
}
