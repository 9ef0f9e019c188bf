package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.journal.sql.SqliteDatabase;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {

    @TempDir
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private VerifierKey old;

    @BeforeEach
    void begin() {
        try (var journal = Journals.open(data)) {
            old = journal.key();
            Journals.recordCycles(journal, 0, 5);
        }
    }

    private VerifierKey rotate() {
        return KeyRotation.rotate(data, SqliteStore.open(data), "the yearly change", Journals.CLOCK);
    }

    private LogDirectory log() {
        return new LogDirectory(data.resolve("log"));
    }

    private Verification verify(VerifierKey key) {
        try (var entries = new SqliteDatabase(data).read()) {
            return Verifier.verify(entries, log(), key);
        }
    }

    private void goOn(int from, int to) {
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, from, to);
        }
    }

    @Test
    void theOldKeySignsTheNewOneIn() throws IOException {
        var next = rotate();

        assertNotEquals(old, next);
        assertEquals(old.name(), next.name());
        assertEquals(7, log().checkpoint().orElseThrow().checkpoint().size());
        assertEquals(Note.Standing.VERIFIED, log().checkpoint().orElseThrow().check(old));
        assertEquals(next, new KeyFile(data).verifier());
        goOn(5, 9);
        assertEquals(Note.Standing.VERIFIED, log().checkpoint().orElseThrow().check(next));
    }

    @Test
    void whoTrustsAnyOfTheKeysCanVerifyAll() {
        var second = rotate();
        goOn(5, 9);
        var third = rotate();
        goOn(9, 12);

        for (var key : List.of(old, second, third)) {
            assertInstanceOf(Verification.Verified.class, verify(key));
        }
        assertInstanceOf(
                Verification.UntrustedKey.class, verify(Journals.newKey().verifier()));
    }

    @Test
    void rightAfterARotationTheKeyFilesOfTheLedgerAreEnoughAndTheNewKeyAloneIsNot() throws IOException {
        var next = rotate();
        try (var entries = new SqliteDatabase(data).read();
                var target = SqliteStore.open(data.resolve("restored"))) {
            var own = new KeyFile(data).anchor();
            assertInstanceOf(
                    Verification.Verified.class, Verifier.of(entries, own).verify(log()));
            assertEquals(
                    7, Copy.of(List.of(Original.stored(entries)), own, target).signed());
        }
        var alone = assertInstanceOf(Verification.UntrustedKey.class, verify(next));
        assertTrue(alone.what().contains("signed no checkpoint"), alone.what());
    }

    @Test
    void aBackupFromBeforeTheRotationAndWhatWasPublishedAfterItAreRestoredWithTheNewKey() throws IOException {
        var backup = data.resolve("before");
        Files.createDirectory(backup);
        Files.copy(data.resolve("ledger.db"), backup.resolve("ledger.db"));
        var next = rotate();
        goOn(5, 9);

        try (var before = new SqliteDatabase(backup).read();
                var target = SqliteStore.open(data.resolve("restored"))) {
            var originals = List.of(Original.stored(before), Original.published(log()));
            assertEquals(
                    log().checkpoint().orElseThrow().checkpoint().size(),
                    Copy.of(originals, Anchor.of(next), target).signed());
        }
    }

    @Test
    void theReasonIsAnEntry() {
        var next = rotate();
        try (var entries = new SqliteDatabase(data).read()) {
            var event = entries.entry(6).orElseThrow().recorded().event();
            assertEquals(new KeyRotated(Samples.NOW, next.toString(), "the yearly change"), event);
        }
    }

    @Test
    void aRotationThatIsInterruptedBeforeTheOldKeySignedIsEndedByTheNextStart() throws IOException {
        var next = recordOnly();

        try (var journal = Journals.open(data)) {
            assertEquals(next, journal.key());
            Journals.recordCycles(journal, 5, 7);
        }
        assertInstanceOf(Verification.Verified.class, verify(old));
    }

    /** All that is left when the process is killed after the entry was stored. */
    private VerifierKey recordOnly() throws IOException {
        try (var store = SqliteStore.open(data)) {
            var next = new KeyFile(data).next(old.name());
            var fact = Fact.of(new KeyRotated(Samples.NOW, next.toString(), "the yearly change"));
            var growth = new Growth(store.entries().head(), Samples.NOW);
            growth.add(fact.type().toString(), fact.id(), fact.leaf());
            store.append(growth);
            return next;
        }
    }

    @Test
    void aRotationThatIsInterruptedBetweenTheKeyFilesIsEndedByTheNextStart() throws IOException {
        var oldVerifier = Files.readString(data.resolve("ledger.vkey"));
        var next = rotate();
        Files.writeString(data.resolve("ledger.next.vkey"), next + "\n");
        Files.writeString(data.resolve("ledger.vkey"), oldVerifier);

        goOn(5, 7);

        assertEquals(next, new KeyFile(data).verifier());
        assertInstanceOf(Verification.Verified.class, verify(old));
    }

    @Test
    void aKeyThatWasMadeAndNotRecordedIsTheOneThatTheNextRotationRecords() throws IOException {
        var made = new KeyFile(data).next(old.name());
        goOn(5, 7);

        assertEquals(made, rotate());
    }

    @Test
    void aNewKeyThatTheOldOneDidNotSignInIsNotTrusted() throws IOException {
        var forger = Journals.newKey();
        var forged = new VerifierKey(old.name(), forger.verifier().key());
        try (var store = SqliteStore.open(data)) {
            var fact = Fact.of(new KeyRotated(Samples.NOW, forged.toString(), "because I can"));
            var growth = new Growth(store.entries().head(), Samples.NOW);
            growth.add(fact.type().toString(), fact.id(), fact.leaf());
            store.append(growth);
        }

        var refused = assertInstanceOf(Verification.UntrustedKey.class, verify(old));
        assertTrue(refused.what().contains("names a new key"), refused.what());
    }

    @Test
    void theOldKeySignsNothingAfterItWasRotatedOut() throws IOException {
        var oldKey = new KeyFile(data).read();
        rotate();
        goOn(5, 6);
        var log = log();
        var published = log.checkpoint().orElseThrow();
        var signedAgain = SignedCheckpoint.sign(published.checkpoint(), oldKey);
        Files.writeString(data.resolve("log/checkpoint"), signedAgain.toString());

        assertInstanceOf(Verification.UntrustedKey.class, verify(old));
    }

    @Test
    void aRotatedLedgerIsRestoredFromItsBackup() throws IOException {
        var next = rotate();
        goOn(5, 9);
        try (var entries = new SqliteDatabase(data).read();
                var target = SqliteStore.open(data.resolve("restored"))) {
            var copied = Copy.of(List.of(Original.stored(entries)), Anchor.of(next), target);
            assertEquals(entries.head().root(), copied.head().root());
            assertThrows(
                    JournalException.class,
                    () -> Copy.of(
                            List.of(Original.stored(entries)),
                            Anchor.of(Journals.newKey().verifier()),
                            SqliteStore.open(data.resolve("other"))));
        }
    }

    @Test
    void nobodyElseRecordsARotation() {
        try (var journal = Journal.open(data, Optional.empty(), SqliteStore.open(data), Journals.CLOCK)) {
            var rotated = new KeyRotated(Samples.NOW, old.toString(), "x");
            assertThrows(IllegalArgumentException.class, () -> journal.append(rotated));
        }
    }
}
