package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.Progress;
import dev.pinwheel.event.ProposalRefused;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.Verdict;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Steps as a bot makes them, at random, and the questions about them. */
final class Steps {

    private static final List<Watch> WATCHES = List.of(Samples.PYTHON, Samples.LOCAL);
    private static final List<Source> SOURCES = List.of(Samples.SOURCE, new Source("/srv/git/other"));
    private static final List<String> CONTENTS = List.of("new", "newer", "newest");

    private Steps() {}

    /** Records that many steps, each of them after what was recorded before it. */
    static List<Recorded<?>> record(Journal journal, Random random, int count) {
        var recorded = new LinkedHashMap<Long, Recorded<?>>();
        for (var turn = 0; turn < count; turn++) {
            var told = journal.append(next(random, journal, Samples.NOW.plusSeconds(turn)));
            recorded.putIfAbsent(told.index(), told);
        }
        return List.copyOf(recorded.values());
    }

    private static Event next(Random random, History history, Instant at) {
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
        for (var watch : WATCHES) {
            assertEquals(expected.lastObservation(watch), actual.lastObservation(watch));
            assertEquals(expected.observations(watch), actual.observations(watch));
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
