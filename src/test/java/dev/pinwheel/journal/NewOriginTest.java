package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.OriginEnded;
import dev.pinwheel.journal.sql.SqliteDatabase;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.Leaf;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewOriginTest {

    private static final String ORIGIN = "ledger.example.com/team";

    @TempDir
    private Path old;

    @TempDir
    private Path next;

    @SuppressWarnings("NullAway.Init")
    private VerifierKey oldKey;

    @BeforeEach
    void record() {
        try (var journal = Journals.open(old)) {
            oldKey = journal.key();
            Journals.recordCycles(journal, 0, 5);
        }
    }

    private static NewOrigin.Place place(Path data) {
        return new NewOrigin.Place(data, new SqliteDatabase(data));
    }

    private VerifierKey begin(String origin) {
        return new NewOrigin(place(old), place(next), Journals.CLOCK).begin(origin, "another team takes over");
    }

    private static SignedCheckpoint published(Path data) throws IOException {
        return new LogDirectory(data.resolve("log")).checkpoint().orElseThrow();
    }

    private static Verification verify(Path data, VerifierKey key) {
        try (var entries = new SqliteDatabase(data).read()) {
            return Verifier.verify(entries, new LogDirectory(data.resolve("log")), key);
        }
    }

    private static Lineage lineage(Path data) {
        try (var entries = new SqliteDatabase(data).read()) {
            return Lineage.of(entries);
        }
    }

    private static void force(Path data, Fact fact) {
        try (var store = SqliteStore.open(data)) {
            var growth = new Growth(store.entries().head(), Samples.NOW);
            growth.add(fact.type().toString(), fact.id(), fact.leaf());
            store.append(growth);
        }
    }

    @Test
    void theOldLedgerNamesTheNewOneAndTheNewOneTheLastCheckpointOfTheOld() throws IOException {
        var key = begin(ORIGIN);
        var last = published(old);

        assertEquals(ORIGIN, key.name());
        assertEquals(7, last.checkpoint().size());
        assertEquals(Optional.of(key), lineage(old).next());
        assertEquals(
                Optional.of(new Genesis.Before(last.checkpoint(), oldKey)),
                lineage(next).before());
        assertTrue(lineage(next).followed(last));
        assertInstanceOf(Verification.Verified.class, verify(old, oldKey));
        assertInstanceOf(Verification.Verified.class, verify(next, key));
    }

    @Test
    void theNewLedgerIsWrittenAndTheOldOneIsNotAnyMore() throws IOException {
        begin(ORIGIN);

        try (var journal = Journals.open(next)) {
            assertEquals(
                    1, journal.append(new CycleStarted(Samples.NOW, "cron")).index());
        }
        var refused = assertThrows(UnfitException.class, () -> Journals.open(old));
        assertTrue(String.valueOf(refused.getMessage()).contains("goes on as " + ORIGIN), refused.getMessage());
        assertThrows(
                JournalException.class,
                () -> KeyRotation.rotate(old, SqliteStore.open(old), "the yearly change", Journals.CLOCK));
        assertEquals(7, published(old).checkpoint().size());
    }

    /** A node that meets an {@link UnfitException} answers and does not write; it does not try again as for others. */
    @Test
    void whoseEndCannotBeReadIsUnfitToWrite() {
        try (var store = SqliteStore.open(old)) {
            var growth = new Growth(store.entries().head(), Samples.NOW);
            var fact = Fact.of(new CycleStarted(Samples.NOW.plusSeconds(99), "cron"));
            growth.add("origin.ended", fact.id(), fact.leaf());
            store.append(growth);
        }

        var refused = assertThrows(UnfitException.class, () -> Journals.open(old));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("the ledger was tampered with or is damaged: "));
        assertTrue(String.valueOf(refused.getMessage()).contains("'origin.ended', which it is not"));
    }

    @Test
    void whatFollowsAnEndMakesALedgerUnfitToWrite() {
        begin(ORIGIN);
        force(old, Fact.of(new CycleStarted(Samples.NOW.plusSeconds(9), "cron")));

        var refused = assertThrows(UnfitException.class, () -> Journals.open(old));
        assertTrue(String.valueOf(refused.getMessage()).contains("ended the ledger, and 1 follow it"));
    }

    @Test
    void doneAgainItChangesNothing() throws IOException {
        var key = begin(ORIGIN);
        var last = published(old);
        var first = published(next);

        assertEquals(key, begin(ORIGIN));
        assertEquals(last, published(old));
        assertEquals(first, published(next));
    }

    @Test
    void whatWasInterruptedIsEndedByDoingItAgain() throws IOException {
        var key = new KeyFile(next).make(ORIGIN).verifier();
        force(old, Fact.of(new OriginEnded(Samples.NOW, key.toString(), "another team takes over")));

        assertEquals(key, begin(ORIGIN));
        assertEquals(7, published(old).checkpoint().size());
        assertTrue(lineage(next).followed(published(old)));
    }

    @Test
    void aPlaceThatIsTakenIsRefusedBeforeTheOldLedgerEnds() {
        Journals.open(next).close();

        assertThrows(JournalException.class, () -> begin(ORIGIN));
        assertEquals(Optional.empty(), lineage(old).next());
        assertThrows(JournalException.class, () -> new NewOrigin(place(old), place(old), Journals.CLOCK)
                .begin(ORIGIN, "why not"));
        Journals.open(old).close();
    }

    @Test
    void theSameNameAndAWrongOneAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> begin("no name"));
        assertThrows(JournalException.class, () -> begin(oldKey.name()));
        Journals.open(old).close();
    }

    @Test
    void whoHasEndedDoesNotGoOnElsewhere(@TempDir Path other) {
        begin(ORIGIN);

        var again = new NewOrigin(place(old), place(other), Journals.CLOCK);
        assertThrows(JournalException.class, () -> again.begin(ORIGIN, "a second time"));
        assertThrows(JournalException.class, () -> again.begin("ledger.example.com/fork", "a second time"));
    }

    @Test
    void entriesBehindTheEndAreFound() throws IOException {
        begin(ORIGIN);
        force(old, Fact.of(new CycleStarted(Samples.NOW.plusSeconds(9), "cron")));
        var head = new SqliteDatabase(old).read().head();
        var signed =
                SignedCheckpoint.sign(new Checkpoint(oldKey.name(), head.size(), head.root()), Journals.keyOf(old));
        try (var store = SqliteStore.open(old)) {
            store.keep(signed);
        }

        var tampered = assertInstanceOf(Verification.Tampered.class, verify(old, oldKey));
        assertTrue(tampered.what().contains("ended the ledger"), tampered.what());
        assertThrows(JournalException.class, () -> Journals.open(old));
    }

    @Test
    void anotherCheckpointIsNotTheOneItGoesOnFrom() throws IOException {
        var key = Journals.keyOf(old);
        begin(ORIGIN);
        var last = published(old).checkpoint();

        for (var other : List.of(
                new Checkpoint(last.origin(), last.size() - 1, last.root()),
                new Checkpoint(last.origin(), last.size(), Hash.OF_NOTHING))) {
            assertFalse(lineage(next).followed(SignedCheckpoint.sign(other, key)));
        }
        assertFalse(lineage(next).followed(SignedCheckpoint.sign(last, Journals.newKey(last.origin()))));
        assertFalse(lineage(old).followed(published(old)));
    }

    @Test
    void theFirstEntryReadsBackOnlyAsItWasWritten() throws IOException {
        begin(ORIGIN);
        try (var entries = new SqliteDatabase(next).read()) {
            var leaf = entries.entry(0).orElseThrow().leaf();
            assertEquals(leaf, Genesis.read(leaf).leaf());
            for (var forged : List.of(
                    leaf.toString().replace("\"size\":7", "\"size\":-7"),
                    leaf.toString().replace(oldKey.name() + "\",\"root", "example.com/x\",\"root"),
                    leaf.toString().replace("\"root\"", "\"roof\""))) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Genesis.read(Leaf.of(forged.getBytes(StandardCharsets.UTF_8))),
                        forged);
            }
        }
        assertTrue(Files.exists(next.resolve("ledger.vkey")));
    }
}
