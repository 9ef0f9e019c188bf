package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.journal.sql.SqliteDatabase;
import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.Leaf;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.TlogProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does, whatever database it is in; a class for each of them runs it. */
public abstract class StoreContract {

    @TempDir
    private Path data;

    /** The data directory, for what is not in the database. */
    protected final Path data() {
        return data;
    }

    /** The same database each time, empty at first. */
    protected abstract Database database();

    /** Another database, empty. */
    protected abstract Database newDatabase();

    /** Does something as somebody who can write the database and knows SQL. */
    protected abstract void tamper(String sql) throws SQLException;

    /** All rows of a table as text, in the order of its first column. */
    protected abstract List<String> rows(String table) throws SQLException;

    private Journal journal() {
        return Journals.open(data, database());
    }

    private static CycleStarted cycle(int number) {
        return new CycleStarted(Samples.NOW.plusMillis(number), "cron");
    }

    @Test
    void everyTypeOfEventIsThereAfterARestart() {
        var told = new ArrayList<Recorded<?>>();
        try (var journal = journal()) {
            Samples.all().values().forEach(event -> told.add(journal.append(event)));
        }
        try (var journal = journal()) {
            for (var recorded : told) {
                assertEquals(recorded, journal.append(recorded.event()));
                assertEquals(
                        recorded,
                        journal.entries().entry(recorded.index()).orElseThrow().recorded());
            }
            assertEquals(1 + told.size(), journal.entries().head().size());
            assertInstanceOf(Verification.Verified.class, verify(journal));
        }
    }

    @Test
    void aFactIsRecordedOnceAndAnsweredWithItsFirstRecord() {
        try (var journal = journal()) {
            var first = journal.append(new LookFailed(Samples.NOW, Samples.NOW, Samples.LOCAL, "denied", "first"));
            var again = new LookFailed(Samples.NOW.plusSeconds(9), Samples.NOW, Samples.LOCAL, "denied", "second");

            assertEquals(first, journal.append(again));
            assertEquals(2, journal.entries().head().size());
        }
    }

    @Test
    void whatManyTellAtOnceIsProvedOneByOne() {
        try (var journal = journal()) {
            Journals.recordCycles(journal, 0, 600);

            assertEquals(601, journal.entries().head().size());
            for (var index : new long[] {0, 1, 255, 256, 511, 512, 600}) {
                var leaf = journal.entries().entry(index).orElseThrow().leaf();
                assertTrue(TlogProof.parse(journal.prove(index).toString()).proves(leaf, journal.key()));
            }
            assertInstanceOf(Verification.Verified.class, verify(journal));
        }
    }

    @Test
    void answersAsAReplayOfEverythingDoes() {
        try (var journal = journal()) {
            var told = HistoryTest.record(journal, new Random(5), 300);

            HistoryTest.assertSameAnswers(new Replay(told), journal);
            assertFalse(journal.open().isEmpty());
        }
    }

    @Test
    void rebuiltProjectionsAreTheLiveOnesRowByRow() throws SQLException {
        try (var journal = journal()) {
            Samples.all().values().forEach(journal::append);
            HistoryTest.record(journal, new Random(6), 200);
        }
        var live = projections();
        assertTrue(live.size() > 200);
        try (var store = database().open()) {
            store.rebuild();
        }
        assertEquals(live, projections());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM open_attempt",
                "UPDATE observation SET digest = 'sha256:00'",
                "DELETE FROM step WHERE idx % 2 = 0",
                "DELETE FROM subject",
            })
    void aRebuildMendsWhatSomebodyChanged(String sql) throws SQLException {
        try (var journal = journal()) {
            HistoryTest.record(journal, new Random(7), 60);
        }
        var live = projections();
        tamper(sql);
        assertFalse(live.equals(projections()), "nothing was changed");
        try (var store = database().open()) {
            store.rebuild();
        }
        assertEquals(live, projections());
    }

    private List<String> projections() throws SQLException {
        var all = new ArrayList<String>();
        for (var table : List.of("subject", "observation", "step", "open_attempt")) {
            all.addAll(rows(table));
        }
        return all;
    }

    @Test
    void aSecondWriterIsTurnedAwayAndReadersAreNot() {
        try (var journal = journal()) {
            journal.append(cycle(1));
            assertRefused(
                    "another Pinwheel writes the ledger in ", () -> database().open());

            try (var reader = database().read()) {
                assertEquals(2, reader.head().size());
                journal.append(cycle(2));
                assertEquals(3, reader.head().size());
            }
        }
        journal().close();
    }

    @Test
    void aWriterThatWasTakenOverCannotAppend() throws SQLException {
        try (var journal = journal()) {
            journal.append(cycle(1));
            journal.publish();
            tamper("UPDATE head SET epoch = epoch + 1");

            assertRefused("somebody else writes the ledger", () -> journal.append(cycle(2)));
            assertEquals(2, journal.entries().head().size());
        }
        try (var journal = journal()) {
            assertEquals(2, journal.append(cycle(2)).index());
        }
    }

    @Test
    void aWriterThatWasTakenOverCannotSign() throws SQLException {
        try (var store = database().open()) {
            var signed = begin(store);
            tamper("UPDATE head SET epoch = epoch + 1");

            assertRefused("somebody else writes the ledger", () -> store.keep(signed));
            assertEquals(Optional.empty(), store.entries().checkpoint());
        }
    }

    /** A checkpoint of a store with one entry; it is not kept. */
    private static SignedCheckpoint begin(Store store) {
        var key = Journals.newKey();
        store.append(first(store, key.verifier().name()));
        var head = store.entries().head();
        var checkpoint = new Checkpoint(key.verifier().name(), head.size(), head.root());
        return SignedCheckpoint.sign(checkpoint, key);
    }

    private static Growth first(Store store, String content) {
        var growth = new Growth(store.entries().head(), Samples.NOW);
        var leaf =
                Leaf.of(("{\"type\":\"ledger.genesis\",\"of\":\"" + content + "\"}").getBytes(StandardCharsets.UTF_8));
        growth.add(Genesis.TYPE, Genesis.ID, leaf);
        return growth;
    }

    @Test
    void growthFromAHeadThatIsPastLeavesNothing() {
        try (var store = database().open()) {
            var one = first(store, "one");
            var other = first(store, "other");
            store.append(one);

            assertThrows(JournalException.class, () -> store.append(other));
            assertEquals(one.after(), store.entries().head());
            assertEquals(1, store.entries().count(Selection.ALL));
        }
    }

    @Test
    void twoCheckpointsOfOneSizeAreNotBothKept() {
        try (var store = database().open()) {
            var signed = begin(store);
            store.keep(signed);
            store.keep(signed);
            var key = Journals.newKey();
            var other = new Checkpoint(key.verifier().name(), 1, Hash.OF_NOTHING);

            assertRefused("one of them is forged", () -> store.keep(SignedCheckpoint.sign(other, key)));
            assertEquals(Optional.of(signed), store.entries().checkpoint());
        }
    }

    @Test
    void whatIsDoneTogetherIsDoneWhollyOrNotAtAll() {
        try (var store = database().open()) {
            assertThrows(
                    IllegalStateException.class,
                    () -> store.together(() -> {
                        store.append(first(store, "one"));
                        throw new IllegalStateException("half way");
                    }));
            assertEquals(0, store.entries().head().size());

            store.together(() -> store.append(first(store, "one")));
            assertEquals(1, store.entries().head().size());
        }
    }

    @Test
    void theLargestEntryIsStoredByteForByte() {
        try (var store = database().open()) {
            var bytes = new byte[65_535];
            new Random(8).nextBytes(bytes);
            var growth = new Growth(store.entries().head(), Samples.NOW);
            growth.add(Genesis.TYPE, Genesis.ID, Leaf.of(bytes));
            store.append(growth);

            assertEquals(Leaf.of(bytes), store.entries().entry(0).orElseThrow().leaf());
        }
    }

    @Test
    void selectionsFindTheEntriesOfATypeAWatchOrASource() {
        try (var journal = journal()) {
            Samples.all().values().forEach(journal::append);
            var entries = journal.entries();

            var looks = Selection.ALL.ofType("registry.error").of(Samples.LOCAL);
            assertEquals(1, entries.count(looks));
            assertEquals(
                    "registry.error", entries.entries(looks, 0, 10).getFirst().type());
            assertTrue(entries.count(Selection.ALL.of(Samples.SOURCE)) > 9);
            var newest = entries.newest(Selection.ALL.of(Samples.SOURCE), 2);
            assertTrue(newest.getFirst().index() > newest.getLast().index());
            assertEquals(List.of(), entries.entries(Selection.ALL, 1_000, 10));
            assertEquals(Optional.empty(), entries.entry(1_000));
        }
    }

    @Test
    void nothingCanBeReadWhereNothingIs() {
        assertRefused("there is no ledger", () -> database().read());
    }

    @Test
    void aNewerPinwheelsTablesAreLeftAlone() throws SQLException {
        journal().close();
        tamper(newerSchema());

        assertRefused("was written by a newer Pinwheel", () -> database().open());
    }

    /** What a newer Pinwheel leaves behind. */
    protected abstract String newerSchema();

    @Test
    void aBackupThatIsMadeWhileTheLedgerIsWrittenIsOfItsBeginning(@TempDir Path elsewhere)
            throws IOException, InterruptedException {
        var file = elsewhere.resolve("backup.db");
        var other = newDatabase();
        try (var journal = journal()) {
            Samples.all().values().forEach(journal::append);
            Journals.recordCycles(journal, 0, 300);
            journal.publish();
            var writer = Thread.ofVirtual().start(() -> Journals.recordCycles(journal, 300, 600));
            var copied = backUp(file);
            writer.join();
            restore(other, file);

            assertTrue(copied.head().size() > 300 && copied.signed() > 300, copied.toString());
            try (var restored = other.read()) {
                assertEquals(copied.head().frontier(), restored.head().frontier());
                assertEquals(
                        copied.head().root(),
                        journal.entries().root(0, restored.head().size()));
                assertEquals(copied.head().size(), restored.count(Selection.ALL));
                assertEquals(
                        1, restored.checkpointsAfter(copied.signed() - 1, 9).size());
            }
        }
    }

    @Test
    void anOldBackupIsNoticedAndMendedFromWhatWasPublished(@TempDir Path elsewhere) throws IOException {
        Optional<Entry> last;
        var file = elsewhere.resolve("backup.db");
        try (var journal = journal()) {
            Journals.recordCycles(journal, 0, 300);
            journal.publish();
            backUp(file);
            Journals.recordCycles(journal, 300, 700);
            journal.publish();
            last = journal.entries().entry(700);
        }
        var old = newDatabase();
        restore(old, file);
        assertRefused("READ-ONLY, rollback detected", () -> Journals.open(data, old));

        var mended = newDatabase();
        restore(mended, file, data.resolve("log"));
        try (var journal = Journals.open(data, mended)) {
            assertEquals(last, journal.entries().entry(700));
            assertEquals(701, journal.append(cycle(700)).index());
            assertInstanceOf(Verification.Verified.class, verify(journal));
        }
    }

    @Test
    void nothingIsRestoredOverALedger(@TempDir Path elsewhere) throws IOException {
        var file = elsewhere.resolve("backup.db");
        journal().close();
        backUp(file);

        assertRefused("nothing is written over", () -> restore(database(), file));
    }

    private Copy.Result backUp(Path file) throws IOException {
        try (var entries = database().read();
                var store = SqliteDatabase.copy(file).open()) {
            return Copy.of(List.of(Original.stored(entries)), new KeyFile(data).anchor(), store);
        }
    }

    private void restore(Database database, Path... copies) throws IOException {
        try (var entries = SqliteDatabase.copy(copies[0]).read();
                var store = database.open()) {
            var originals = new ArrayList<>(List.of(Original.stored(entries)));
            for (var published : List.of(copies).subList(1, copies.length)) {
                originals.add(Original.published(new LogDirectory(published)));
            }
            Copy.of(originals, new KeyFile(data).anchor(), store);
        }
    }

    private Verification verify(Journal journal) {
        journal.publish();
        return Verifier.verify(journal.entries(), new LogDirectory(data.resolve("log")), journal.key());
    }

    private static void assertRefused(String reason, Executable attempt) {
        var message =
                String.valueOf(assertThrows(JournalException.class, attempt).getMessage());
        assertTrue(message.contains(reason), message);
    }
}
