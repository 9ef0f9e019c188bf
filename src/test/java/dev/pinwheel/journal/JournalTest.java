package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.ledger.Ed25519;
import dev.pinwheel.ledger.TlogProof;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

    @TempDir
    private Path data;

    private static CycleStarted cycle(int number) {
        return new CycleStarted(Samples.NOW.plusMillis(number), "cron");
    }

    @Test
    void beginsWithItsNameAndItsKey() throws IOException {
        try (var journal = Journals.open(data)) {
            var genesis = Genesis.read(journal.entries().entry(0).orElseThrow().leaf());

            assertEquals(new Genesis(Samples.NOW, journal.key(), Optional.empty()), genesis);
            assertTrue(journal.key().name().startsWith("pinwheel.local/"));
            assertEquals(journal.key(), new KeyFile(data).verifier());
        }
    }

    @Test
    void isCalledWhatTheConfigurationSays() {
        var origin = Optional.of("ledger.example.com/pinwheel");
        try (var journal = Journal.open(data, origin, SqliteStore.open(data), Journals.CLOCK)) {
            assertEquals(
                    "ledger.example.com/pinwheel",
                    journal.publish().checkpoint().origin());
        }
    }

    @Test
    void keepsItsSecretKeyToItself() throws IOException {
        Journals.open(data).close();

        var permissions = Files.getPosixFilePermissions(data.resolve("ledger.key"));
        assertEquals(PosixFilePermissions.fromString("rw-------"), permissions);
    }

    @Test
    void recordsAnEventOnceAndSaysWhere() {
        try (var journal = Journals.open(data)) {
            var first = journal.append(cycle(1));
            var second = journal.append(cycle(2));
            var again = journal.append(cycle(1));

            assertEquals(1, first.index());
            assertEquals(2, second.index());
            assertEquals(first, again);
            assertEquals(3, journal.entries().head().size());
        }
    }

    @Test
    void whatIsToldAgainIsAnsweredWithWhatWasRecordedFirst() {
        try (var journal = Journals.open(data)) {
            var first = journal.append(new LookFailed(Samples.NOW, Samples.NOW, Samples.LOCAL, "denied", "first"));
            var later = new LookFailed(Samples.NOW.plusSeconds(9), Samples.NOW, Samples.LOCAL, "denied", "second");

            assertEquals(first, journal.append(later));
        }
    }

    @Test
    void answersWithTheEventAsItIsStored() {
        try (var journal = Journals.open(data)) {
            var recorded = journal.append(new CycleStarted(Samples.NOW.plusNanos(999_999), "cron"));

            assertEquals(new CycleStarted(Samples.NOW, "cron"), recorded.event());
            assertEquals(recorded, journal.entries().entry(1).orElseThrow().recorded());
        }
    }

    @Test
    void everyTypeOfEventIsThereAfterARestart() {
        try (var journal = Journals.open(data)) {
            Samples.all().values().forEach(journal::append);
        }
        try (var journal = Journals.open(data)) {
            Samples.all().values().forEach(journal::append);

            assertEquals(1 + Samples.all().size(), journal.entries().head().size());
        }
    }

    @Test
    void whatManyTellAtOnceIsRecordedOnce() throws InterruptedException, ExecutionException {
        Map<Integer, Long> indices = new ConcurrentHashMap<>();
        try (var journal = Journals.open(data);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var told = IntStream.range(0, 2_000)
                    .mapToObj(turn -> callers.submit(() -> {
                        var index = journal.append(cycle(turn % 700)).index();
                        var other = indices.putIfAbsent(turn % 700, index);
                        assertTrue(other == null || other == index);
                    }))
                    .toList();
            for (var each : told) {
                each.get();
            }
            assertEquals(701, journal.entries().head().size());
            assertEquals(700, indices.values().stream().distinct().count());
        }
    }

    @Test
    void provesAnEntryToWhoHasOnlyTheKey() {
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 0, 600);

            for (var index : new long[] {0, 1, 255, 256, 300, 511, 512, 600}) {
                var leaf = journal.entries().entry(index).orElseThrow().leaf();
                assertTrue(TlogProof.parse(journal.prove(index).toString()).proves(leaf, journal.key()));
            }
        }
    }

    @Test
    void aSecondProcessIsTurnedAway() {
        try (var journal = Journals.open(data)) {
            assertRefused("another Pinwheel writes the ledger", () -> SqliteStore.open(data));

            journal.append(cycle(1));
        }
        Journals.open(data).close();
    }

    @Test
    void readersSeeWhatIsRecordedWhileItIsWritten() {
        try (var journal = Journals.open(data);
                var reader = SqliteStore.read(data)) {
            journal.append(cycle(1));
            assertEquals(2, reader.head().size());

            journal.append(cycle(2));
            assertEquals(3, reader.head().size());
        }
    }

    @Test
    void nothingCanBeReadWhereNothingIs() {
        assertThrows(JournalException.class, () -> SqliteStore.read(data));
    }

    @Test
    void anOldCopyOfTheDatabaseIsNoticed() throws IOException {
        Journals.open(data).close();
        Files.copy(data.resolve("ledger.db"), data.resolve("backup"));
        try (var journal = Journals.open(data)) {
            journal.append(cycle(1));
        }
        Files.move(data.resolve("backup"), data.resolve("ledger.db"), StandardCopyOption.REPLACE_EXISTING);

        assertRefused("rollback detected");
    }

    @Test
    void anotherLedgersCheckpointIsNoticed(@TempDir Path other) throws IOException {
        Journals.open(data).close();
        Journals.open(other).close();
        var theirs = other.resolve("log/checkpoint");
        Files.copy(theirs, data.resolve("log/checkpoint"), StandardCopyOption.REPLACE_EXISTING);

        assertRefused("is not signed with");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-9S", "PT24H"})
    void aClockThatHoldsIsTaken(String shift) {
        Journals.open(data).close();

        Journals.open(data, Clock.offset(Journals.CLOCK, Duration.parse(shift))).close();
    }

    @Test
    void aClockThatWentBackIsNoticed() {
        Journals.open(data).close();

        var early = Clock.offset(Journals.CLOCK, Duration.ofHours(-1));
        assertRefused("set the clock right", () -> Journals.open(data, early));
    }

    @Test
    void aMissingKeyIsNotReplaced() throws IOException {
        Journals.open(data).close();
        Files.delete(data.resolve("ledger.key"));

        assertRefused("the key of this ledger is missing");
        assertFalse(Files.exists(data.resolve("ledger.key")));
    }

    @Test
    void anotherKeyIsNotTaken(@TempDir Path other) throws IOException {
        Journals.open(data).close();
        Journals.open(other).close();
        for (var name : new String[] {"ledger.key", "ledger.vkey"}) {
            Files.copy(other.resolve(name), data.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }

        assertRefused("put the ledger's own key back");
    }

    @Test
    void twoHalvesOfTwoKeysAreNotTaken() throws IOException {
        Journals.open(data).close();
        var key = new KeyFile(data).verifier();
        var stranger = new VerifierKey(key.name(), Ed25519.newKeys().getPublic());
        Files.writeString(data.resolve("ledger.vkey"), stranger.toString());

        assertRefused("do not hold one key");
    }

    @Test
    void aKeyThatEverybodyCanReadIsNotTaken() throws IOException {
        Journals.open(data).close();
        Files.setPosixFilePermissions(data.resolve("ledger.key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused("everybody can read");
    }

    @Test
    void anotherNameIsNotTaken() {
        Journals.open(data).close();

        var other = Optional.of("other.example.com");
        assertRefused(
                "for good, not other.example.com",
                () -> Journal.open(data, other, SqliteStore.open(data), Journals.CLOCK));
    }

    @Test
    void aRefusedLedgerIsNotLeftLocked() throws IOException {
        Journals.open(data).close();
        var key = Files.readString(data.resolve("ledger.key"));
        Files.delete(data.resolve("ledger.key"));
        assertRefused("missing");
        Files.writeString(data.resolve("ledger.key"), key);
        Files.setPosixFilePermissions(data.resolve("ledger.key"), PosixFilePermissions.fromString("rw-------"));

        Journals.open(data).close();
    }

    @Test
    void nothingIsRecordedAfterItIsClosed() {
        var journal = Journals.open(data);
        journal.close();

        assertRefused("it is closed", () -> journal.append(cycle(1)));
    }

    @Test
    void anEventThatDoesNotFitIsRefusedAndTheNextOneIsRecorded() {
        try (var journal = Journals.open(data)) {
            var huge = new CycleStarted(Instant.MAX, "cron");
            assertThrows(IllegalArgumentException.class, () -> journal.append(huge));

            assertEquals(1, journal.append(cycle(1)).index());
        }
    }

    private void assertRefused(String reason) {
        assertRefused(reason, () -> Journals.open(data));
    }

    private static void assertRefused(String reason, Executable opening) {
        var message =
                String.valueOf(assertThrows(JournalException.class, opening).getMessage());
        assertTrue(message.contains(reason), message);
    }
}
