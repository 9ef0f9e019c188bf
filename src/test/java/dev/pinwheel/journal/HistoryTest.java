package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.Progress;
import dev.pinwheel.event.ProposalRefused;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.Verdict;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.sql.SqliteStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    private static final List<Watch> WATCHES = List.of(Samples.PYTHON, Samples.LOCAL);
    private static final List<Source> SOURCES = List.of(Samples.SOURCE, new Source("/srv/git/other"));
    private static final List<String> CONTENTS = List.of("new", "newer", "newest");

    @TempDir
    private Path data;

    @Test
    void answersAsAReplayOfEverythingDoes() {
        try (var journal = Journals.open(data)) {
            var random = new Random(5);
            var recorded = new ArrayList<Recorded<?>>();
            for (var turn = 0; turn < 400; turn++) {
                var told = journal.append(next(random, journal, Samples.NOW.plusSeconds(turn)));
                if (recorded.stream().noneMatch(known -> known.index() == told.index())) {
                    recorded.add(told);
                }
            }
            assertSameAnswers(new Replay(recorded), journal);
            assertFalse(journal.open().isEmpty());
        }
    }

    @Test
    void answersAreTheSameAfterARebuild() {
        List<Recorded<?>> recorded = new ArrayList<>();
        try (var journal = Journals.open(data)) {
            var random = new Random(6);
            for (var turn = 0; turn < 100; turn++) {
                journal.append(next(random, journal, Samples.NOW.plusSeconds(turn)));
            }
            for (var entry : journal.entries().entries(Selection.ALL, 1, 1_000)) {
                recorded.add(entry.recorded());
            }
        }

        try (var store = SqliteStore.open(data)) {
            store.rebuild();
            assertSameAnswers(new Replay(recorded), store.history());
        }
    }

    @Test
    void selectionsFindTheEntriesOfATypeAWatchOrASource() {
        try (var journal = Journals.open(data)) {
            Samples.all().values().forEach(journal::append);
            var entries = journal.entries();

            assertEquals(1 + Samples.all().size(), entries.count(Selection.ALL));
            assertEquals(2, entries.count(Selection.ALL.ofType("digest.observed")));
            assertEquals(6, entries.count(Selection.ALL.of(Samples.LOCAL)));
            assertEquals(1, entries.count(Selection.ALL.of(Samples.LOCAL).ofType("registry.error")));
            assertEquals(16, entries.count(Selection.ALL.of(Samples.SOURCE)));
            var newest = entries.newest(Selection.ALL.of(Samples.SOURCE), 2);
            assertTrue(newest.getFirst().index() > newest.getLast().index());
        }
    }

    @Test
    void theNewestFactsOfAKindAreFoundNewestFirst() {
        try (var journal = Journals.open(data)) {
            var failures = IntStream.range(0, 5)
                    .mapToObj(turn -> new LookFailed(
                            Samples.NOW, Samples.NOW.plusSeconds(turn), Samples.LOCAL, "throttled", "429"))
                    .toList();
            failures.forEach(journal::append);
            journal.append(new LookRecovered(Samples.NOW, Samples.LOCAL, Samples.NOW));

            var newest = journal.newest(LookFailed.class, 2);

            assertEquals(
                    List.of(failures.get(4), failures.get(3)),
                    newest.stream().map(Recorded::event).toList());
        }
    }

    /** Records that many steps as a bot makes them, at random, each of them after what was recorded before it. */
    static List<Recorded<?>> record(Journal journal, Random random, int count) {
        var recorded = new ArrayList<Recorded<?>>();
        for (var turn = 0; turn < count; turn++) {
            var told = journal.append(next(random, journal, Samples.NOW.plusSeconds(turn)));
            if (recorded.stream().noneMatch(known -> known.index() == told.index())) {
                recorded.add(told);
            }
        }
        return recorded;
    }

    private static Event next(Random random, History history, Instant at) {
        if (random.nextInt(10) == 0) {
            return new LookRecovered(at, Samples.LOCAL, at);
        }
        if (random.nextInt(10) == 0) {
            var source = SOURCES.get(random.nextInt(SOURCES.size()));
            return new SourceRead(at, source, "main", "4b825dc6", 1, 0, Samples.manifest(at.toString()));
        }
        if (random.nextInt(4) == 0) {
            return observation(random, history, at);
        }
        var candidate = candidate(random);
        var progress = history.progress(candidate);
        if (progress.isEmpty() || !progress.get().isOpen()) {
            var number = progress.map(past -> past.found().event().attempt().number() + 1);
            return new CandidateFound(at, new Attempt(candidate, number.orElse(1)), "main", "4b825dc6", at);
        }
        return step(random, progress.get(), at);
    }

    private static Event step(Random random, Progress progress, Instant at) {
        var attempt = progress.found().event().attempt();
        if (progress.rebuilt().isEmpty()) {
            return new CandidateRebuilt(at, attempt, List.of());
        }
        if (progress.scanned().isEmpty()) {
            return new CandidateScanned(at, attempt, Samples.compared());
        }
        if (progress.judged().isEmpty()) {
            return Samples.judged(at, attempt, random.nextBoolean() ? Verdict.ACCEPTED : Verdict.HELD);
        }
        return random.nextBoolean()
                ? Samples.proposed(at, attempt, Proposed.How.REFRESHED)
                : new ProposalRefused(at, attempt, "closed");
    }

    private static DigestObserved observation(Random random, History history, Instant at) {
        var watch = WATCHES.get(random.nextInt(WATCHES.size()));
        var previous = history.lastObservation(watch)
                .map(last ->
                        new DigestObserved.Previous(last.index(), last.event().digest()));
        return new DigestObserved(at, watch, Samples.manifest(CONTENTS.get(random.nextInt(3))), previous);
    }

    private static Candidate candidate(Random random) {
        return new Candidate(
                SOURCES.get(random.nextInt(SOURCES.size())),
                WATCHES.get(random.nextInt(WATCHES.size())),
                List.of(Samples.digest("old")),
                Samples.digest(CONTENTS.get(random.nextInt(3))));
    }

    static void assertSameAnswers(History expected, History actual) {
        assertEquals(expected.open(), actual.open());
        assertSameNewest(expected, actual);
        for (var source : SOURCES) {
            assertEquals(expected.lastRead(source), actual.lastRead(source));
        }
        for (var watch : WATCHES) {
            assertEquals(expected.lastObservation(watch), actual.lastObservation(watch));
            assertEquals(expected.observations(watch), actual.observations(watch));
            assertEquals(expected.lastDigest(watch), actual.lastDigest(watch));
            assertEquals(expected.observations(watch, 2), actual.observations(watch, 2));
            var sightings = expected.sightings(watch, Long.MAX_VALUE, 10);
            assertEquals(sightings, actual.sightings(watch, Long.MAX_VALUE, 10));
            assertTrue(sightings.size() > 1, "too few sightings to tell anything");
            var last = sightings.getFirst().index();
            assertEquals(expected.sightings(watch, last, 1), actual.sightings(watch, last, 1));
            for (var content : CONTENTS) {
                var digest = Samples.digest(content);
                assertEquals(expected.firstSeen(watch, digest), actual.firstSeen(watch, digest));
            }
            for (var source : SOURCES) {
                assertEquals(expected.lastProposal(source, watch), actual.lastProposal(source, watch));
                assertEquals(expected.lastAccepted(source, watch), actual.lastAccepted(source, watch));
                assertSameProgress(source, watch, expected, actual);
            }
        }
        assertEquals(Optional.empty(), actual.lastObservation(Watch.parse("alpine:3.20")));
    }

    private static void assertSameNewest(History expected, History actual) {
        var newest = expected.newest(LookRecovered.class, 3);
        assertEquals(newest, actual.newest(LookRecovered.class, 3));
        assertEquals(newest, actual.newest(LookRecovered.class, Long.MAX_VALUE, 3));
        var before = newest.get(1).index();
        assertEquals(expected.newest(LookRecovered.class, before, 2), actual.newest(LookRecovered.class, before, 2));
    }

    private static void assertSameProgress(Source source, Watch watch, History expected, History actual) {
        for (var content : CONTENTS) {
            var candidate = new Candidate(source, watch, List.of(Samples.digest("old")), Samples.digest(content));
            assertEquals(expected.progress(candidate), actual.progress(candidate));
            for (var number = 1; number < 5; number++) {
                var attempt = new Attempt(candidate, number);
                assertEquals(expected.progress(attempt), actual.progress(attempt));
            }
        }
    }
}
