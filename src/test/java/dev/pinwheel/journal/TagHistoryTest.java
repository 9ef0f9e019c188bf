package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.DigestObserved.Previous;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.journal.sql.Tampering;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagHistoryTest {

    private static final List<String> SEEN = List.of("new", "newer", "new");

    @TempDir
    private Path data;

    @BeforeEach
    void observe() {
        try (var journal = Journals.open(data)) {
            for (var content : SEEN) {
                var previous = journal.lastObservation(Samples.PYTHON)
                        .map(last -> new Previous(last.index(), last.event().digest()));
                journal.append(new DigestObserved(Samples.NOW, Samples.PYTHON, Samples.manifest(content), previous));
                journal.append(
                        new DigestObserved(Samples.NOW, Samples.LOCAL, Samples.manifest(content), Optional.empty()));
            }
        }
    }

    private TagHistory history() {
        try (var entries = SqliteStore.read(data)) {
            return TagHistory.of(Samples.PYTHON, entries);
        }
    }

    @Test
    void everyObservationFollowsTheOneBefore() {
        var history = history();

        assertEquals(List.of(), history.gaps());
        assertEquals(
                SEEN.stream().map(Samples::digest).toList(),
                history.observations().stream()
                        .map(seen -> seen.event().digest())
                        .toList());
    }

    @Test
    void anObservationThatIsMissingIsFound() throws SQLException {
        Tampering.force(
                data,
                "DELETE FROM entry WHERE idx = "
                        + history().observations().get(1).index());

        var gaps = history().gaps();
        assertEquals(1, gaps.size());
        assertTrue(gaps.getFirst().contains("follows observation "), gaps.getFirst());
    }

    @Test
    void aFirstObservationThatIsMissingIsFound() throws SQLException {
        Tampering.force(
                data,
                "DELETE FROM entry WHERE idx = "
                        + history().observations().getFirst().index());

        assertTrue(history().gaps().getFirst().endsWith("but nothing is there"));
    }

    private HistoryProof proof() throws IOException {
        return proof(data);
    }

    private static HistoryProof proof(Path ledger, SignedCheckpoint... kept) throws IOException {
        try (var entries = SqliteStore.read(ledger)) {
            var verifier = Verifier.of(entries, new KeyFile(ledger).anchor()).against(List.of(kept));
            return HistoryProof.of(Samples.PYTHON, verifier, new LogDirectory(ledger.resolve("log")));
        }
    }

    private void assertProved() throws IOException {
        var proof = proof();
        assertInstanceOf(Verification.Verified.class, proof.verification());
        assertEquals(SEEN.size(), proof.history().observations().size());
        assertEquals(List.of(), proof.history().gaps());
    }

    @Test
    void theProofFindsEveryObservationWhateverTheIndexLeavesOut() throws SQLException, IOException {
        var all = history().observations();
        for (var index : List.of(
                all.getFirst().index(), all.get(1).index(), all.getLast().index())) {
            Tampering.attempt(data, "DELETE FROM subject WHERE idx = " + index);
            assertProved();
            try (var entries = SqliteStore.read(data)) {
                assertFalse(proof().isIndexed(Samples.PYTHON, entries));
            }
        }
    }

    @Test
    void whatIsObservedAfterTheProofIsNotHeldAgainstTheIndex() throws IOException {
        var proof = proof();
        try (var journal = Journals.open(data)) {
            var last = journal.lastObservation(Samples.PYTHON).orElseThrow();
            var previous = new Previous(last.index(), last.event().digest());
            journal.append(
                    new DigestObserved(Samples.NOW, Samples.PYTHON, Samples.manifest("newest"), Optional.of(previous)));

            assertTrue(proof.isIndexed(Samples.PYTHON, journal.entries()));
        }
    }

    @Test
    void observationsThatTheDatabaseCallsSomethingElseAreTamperingToTheProof() throws SQLException, IOException {
        Tampering.force(data, "UPDATE entry SET type = 'bot.started' WHERE idx > 0");

        assertTrue(history().observations().isEmpty());
        assertInstanceOf(Verification.Tampered.class, proof().verification());
    }

    @Test
    void anEntryThatIsGoneIsNoProof() throws SQLException, IOException {
        var all = history().observations();
        for (var index : List.of(
                all.getLast().index(), all.get(1).index(), all.getFirst().index())) {
            Tampering.attempt(data, "DROP TRIGGER IF EXISTS entry_is_kept", "DELETE FROM entry WHERE idx = " + index);
            assertInstanceOf(Verification.Incomplete.class, proof().verification(), "entry " + index);
        }
    }

    @Test
    void aTailThatIsGoneWithAllThatTellsOfItIsMissedByWhoKeptACheckpoint(@TempDir Path before) throws IOException {
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = before.resolve(data.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        try (var journal = Journals.open(data)) {
            var last = journal.lastObservation(Samples.PYTHON).orElseThrow();
            var previous = new Previous(last.index(), last.event().digest());
            journal.append(
                    new DigestObserved(Samples.NOW, Samples.PYTHON, Samples.manifest("newest"), Optional.of(previous)));
        }
        var kept = CheckpointFile.read(data.resolve("log/checkpoint"));
        assertEquals(4, proof(data, kept).history().observations().size());

        assertInstanceOf(Verification.Verified.class, proof(before).verification());
        assertInstanceOf(Verification.Incomplete.class, proof(before, kept).verification());
    }
}
