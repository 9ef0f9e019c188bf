package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.journal.Verification.Incomplete;
import dev.pinwheel.journal.Verification.Tampered;
import dev.pinwheel.journal.Verification.UntrustedKey;
import dev.pinwheel.journal.Verification.Verified;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.journal.sql.Tampering;
import dev.pinwheel.ledger.Ed25519;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifierTest {

    private static final int SIZE = 601;

    @TempDir
    private static Path recorded;

    @TempDir
    private Path data;

    @BeforeAll
    static void record() {
        record(recorded);
    }

    @BeforeEach
    void copy() throws IOException {
        Files.createDirectory(data.resolve("log"));
        for (var name : new String[] {"ledger.db", "ledger.key", "ledger.vkey", "log/checkpoint"}) {
            Files.copy(recorded.resolve(name), data.resolve(name));
        }
    }

    private static void record(Path data) {
        try (var journal = Journals.open(data)) {
            for (var number = 1; number < SIZE; number += 100) {
                Journals.recordCycles(journal, number, number + 100);
                journal.publish();
            }
        }
    }

    private Verification verify() throws IOException {
        return verify(new KeyFile(data).verifier());
    }

    private Verification verify(VerifierKey key) {
        try (var entries = SqliteStore.read(data)) {
            return Verifier.verify(entries, new LogDirectory(data.resolve("log")), key);
        }
    }

    @Test
    void anUntouchedLedgerIsVerifiedWithAllItsCheckpoints() throws IOException {
        var verified = assertInstanceOf(Verified.class, verify());

        assertEquals(SIZE, verified.size());
        assertEquals(SIZE, verified.signed());
        assertTrue(verified.checkpoints() >= 7, verified.toString());
    }

    @Test
    void aLedgerIsVerifiedWhileItIsWritten() throws IOException {
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, SIZE, SIZE + 50);

            assertInstanceOf(Verified.class, verify());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), 'cron', 'hook') AS BLOB) WHERE idx = 300 ~ entry 300 is not what was hashed",
                "UPDATE entry SET leaf_hash = zeroblob(32) WHERE idx = 0 ~ entry 0 is not what was hashed",
                "UPDATE entry SET idx = -1 WHERE idx = 5; UPDATE entry SET idx = 5 WHERE idx = 6; UPDATE entry SET idx = 6 WHERE idx = -1 ~ over other entries",
                "UPDATE entry SET type = 'origin.ended' WHERE idx = 5 ~ the database calls entry 5 'origin.ended'",
                "UPDATE head SET root = zeroblob(32) ~ the head is not the one",
                "UPDATE head SET frontier = zeroblob(160) ~ the head is not the one",
                "UPDATE head SET frontier = zeroblob(32) ~ something is not what it should be",
                "UPDATE subtree SET hash = zeroblob(32) WHERE idx = 1 ~ the stored hash over the 2^8 leaves at 1",
                "UPDATE checkpoint SET note = replace(note, 'pinwheel.local', 'pinwheel.local+') ~ something is not",
                "UPDATE checkpoint SET note = replace(note, char(10) || size || char(10), char(10) || (size + 1) || char(10)) ~ forged",
                "UPDATE checkpoint SET note = (SELECT note FROM checkpoint WHERE size = 101) WHERE size = 201 ~ is stored after"
            })
    void whatWasChangedIsFound(String sql, String what) throws IOException, SQLException {
        Tampering.force(data, sql.split(";", -1));

        var tampered = assertInstanceOf(Tampered.class, verify());
        assertTrue(tampered.what().contains(what), tampered.what());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "DELETE FROM entry WHERE idx = 300 ~ entry 300 is missing",
                "DELETE FROM entry WHERE idx = 600 ~ entry 600 is missing",
                "DELETE FROM entry WHERE idx = 0 ~ entry 0 is missing"
            })
    void whatIsMissingIsFound(String sql, String what) throws IOException, SQLException {
        Tampering.force(data, sql);

        var incomplete = assertInstanceOf(Incomplete.class, verify());
        assertTrue(incomplete.what().contains(what), incomplete.what());
    }

    @Test
    void aLedgerWithoutCheckpointsIsIncomplete() throws IOException, SQLException {
        Tampering.force(data, "DELETE FROM checkpoint");
        Files.delete(data.resolve("log/checkpoint"));

        assertInstanceOf(Incomplete.class, verify());
    }

    @Test
    void anOldCopyIsIncompleteBesideWhatWasPublished(@TempDir Path copy) throws IOException {
        Files.copy(data.resolve("ledger.db"), copy.resolve("ledger.db"));
        try (var journal = Journals.open(data)) {
            journal.append(new CycleStarted(Samples.NOW.plusSeconds(60), "cron"));
        }
        Files.copy(copy.resolve("ledger.db"), data.resolve("ledger.db"), StandardCopyOption.REPLACE_EXISTING);

        assertInstanceOf(Incomplete.class, verify());
    }

    @Test
    void aLedgerThatAnotherKeySignedIsNotTrusted() throws IOException {
        var name = new KeyFile(data).verifier().name();

        assertInstanceOf(
                UntrustedKey.class,
                verify(new VerifierKey(name, Ed25519.newKeys().getPublic())));
        assertInstanceOf(
                UntrustedKey.class,
                verify(new VerifierKey("another.example.com", Ed25519.newKeys().getPublic())));
    }

    @Test
    void aLedgerThatOnlyClaimsToRotateTheTrustedKeyInIsNotTrusted(@TempDir Path twin) throws IOException {
        var anchor = new KeyFile(data).anchor();
        Journals.forgeTwin(twin, anchor.key());

        try (var entries = SqliteStore.read(twin)) {
            var refused = assertInstanceOf(
                    UntrustedKey.class, Verifier.of(entries, anchor).verify(new LogDirectory(twin.resolve("log"))));
            assertTrue(refused.what().contains("signed no checkpoint"), refused.what());
        }
    }

    @Test
    void aLedgerThatWasMadeAnewIsNotTheOldOne(@TempDir Path other) throws IOException {
        record(other);
        for (var name : new String[] {"ledger.db", "log/checkpoint"}) {
            Files.copy(other.resolve(name), data.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }

        assertInstanceOf(UntrustedKey.class, verify());
    }
}
