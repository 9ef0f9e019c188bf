package dev.pinwheel.watch;

import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.ProposalRefused;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.event.Verdict;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Resolution;
import dev.pinwheel.registry.SmallImage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CycleTest extends OverRounds {

    private static final Duration COOLDOWN = Duration.ofDays(3);
    private static final Duration RETRY = Duration.ofHours(6);

    @Test
    void aFirstLookIsRecordedWithoutAPreviousOne() throws Exception {
        var digest = round.point("a");
        round.pin(Round.pinned(digest));

        var seen = one(round.run(), DigestObserved.class);

        assertEquals(digest, seen.digest());
        assertTrue(seen.previous().isEmpty());
    }

    @Test
    void nothingIsRecordedWhenNothingHasChangedButThatWeLooked() throws Exception {
        round.pin(Round.pinned(round.point("a")));
        round.run();

        var told = round.run();

        assertEquals(2, told.size());
        assertEquals(1, one(told, RegistryLooked.class).looked());
        assertEquals(1, one(told, CycleCompleted.class).looked());
        assertEquals(0, one(told, CycleCompleted.class).moved());
    }

    @Test
    void aMoveNamesTheObservationBefore() throws Exception {
        var before = round.point("a");
        round.pin(Round.pinned(before));
        round.run();
        round.point("b");

        var moved = one(round.run(), DigestObserved.class);

        assertEquals(before, moved.previous().orElseThrow().digest());
    }

    @Test
    void oneTagIsLookedAtOnceHoweverManyFilesPinIt() throws Exception {
        var digest = round.point("a");
        round.pin(Round.pinned(digest), Round.pinned(digest), Round.pinned(digest));

        var told = round.run();

        assertEquals(1, one(told, CycleCompleted.class).looked());
    }

    @Test
    void oneTagIsLookedAtOnceHoweverManyRepositoriesPinItAndEachGetsItsCandidate() throws Exception {
        try (var two = new Round(folder.resolve("two"), Round.RULES, "app", "other")) {
            two.pin(two.point("a"));
            var first = two.run();
            assertEquals(1, two.asked().times(Round.TAG));
            two.point("b");
            two.run();
            two.pass(COOLDOWN);
            two.asked().forget();

            var told = two.run();

            assertEquals(1, two.asked().times(Round.TAG));
            assertEquals(2, every(first, SourceRead.class).size());
            assertEquals(1, one(told, CycleCompleted.class).looked());
            assertEquals(
                    2,
                    every(told, CandidateFound.class).stream()
                            .map(found -> found.attempt().candidate().source())
                            .distinct()
                            .count());
        }
    }

    @Test
    void aYoungDigestWaitsUntilOurLedgerHasKnownItLongEnough() throws Exception {
        round.pin(Round.pinned(round.point("a")));
        round.run();
        round.point("b");
        var seenAt = round.now();

        var waiting = one(round.run(), CandidateWaiting.class);

        assertEquals(seenAt.plus(COOLDOWN), waiting.until());
    }

    @Test
    void aMaturedDigestIsFoundOnce() throws Exception {
        var matured = moveAndMature();

        var found = one(round.run(), CandidateFound.class);

        assertEquals(matured, found.attempt().candidate().digest());
        assertEquals(1, found.attempt().number());
        assertEquals(List.of(), every(round.run(), CandidateFound.class));
    }

    @Test
    void anAttemptThatHasEndedIsForgotten() throws Exception {
        moveAndMature();
        var found = one(round.run(), CandidateFound.class);
        var acting = round.cycle().acting();
        acting.underWay(new CandidateRebuilt(round.now(), found.attempt(), List.of()));
        assertEquals(1, acting.attempts());

        acting.ended(new ProposalRefused(round.now(), found.attempt(), "closed"));

        assertEquals(0, acting.attempts());
    }

    @Test
    void aTagThatMovesFasterThanTheCooldownDoesNotStarve() throws Exception {
        var matured = moveAndMature();
        round.point("c");

        var found = one(round.run(), CandidateFound.class);

        assertEquals(matured, found.attempt().candidate().digest());
    }

    @Test
    void aMaturedDigestThatIsGoneGivesWayToAnOlderOne() throws Exception {
        var older = moveAndMature();
        var gone = round.point("c");
        round.run();
        round.pass(COOLDOWN);
        round.point("d");
        round.registry().delete(Round.TAG.repository(), gone);
        round.restart();

        round.run();

        var resumed = (CandidateFound) round.resumed().getFirst();
        assertEquals(older, resumed.attempt().candidate().digest());
    }

    @Test
    void aTagThatIsBackAtThePinnedDigestNeedsNothing() throws Exception {
        round.pin(Round.pinned(round.point("a")));
        round.run();
        round.point("b");
        round.run();
        round.point("a");
        round.pass(COOLDOWN);

        var told = round.run();

        assertEquals(1, every(told, DigestObserved.class).size());
        assertEquals(List.of(), every(told, CandidateFound.class));
    }

    @Test
    void filesThatPinDifferentDigestsAreBroughtTogether() throws Exception {
        var old = round.point("a");
        round.run();
        var current = round.point("b");
        round.pin(Round.pinned(old), Round.pinned(current));
        round.run();
        round.pass(COOLDOWN);

        var found = one(round.run(), CandidateFound.class);

        assertEquals(current, found.attempt().candidate().digest());
        assertEquals(2, found.attempt().candidate().pinned().size());
    }

    @Test
    void anInterruptedAttemptIsTakenUpOnceByTheNextProcess() throws Exception {
        moveAndMature();
        var found = one(round.run(), CandidateFound.class);
        round.run();
        assertEquals(List.of(), round.resumed());

        round.restart();
        round.run();

        assertEquals(List.of(found), round.resumed());
        round.run();
        assertEquals(List.of(), round.resumed());
    }

    @Test
    void aStepThatFailedIsTakenUpAgain() throws Exception {
        moveAndMature();
        var found = one(round.run(), CandidateFound.class);

        round.cycle().acting().failed(new StepFailed(round.now(), "CandidateFound", found.key(), "disk full"));
        round.run();

        assertEquals(List.of(found), round.resumed());
    }

    @Test
    void anAcceptedAttemptWhoseSourceHasGoneOnIsTriedAnew() throws Exception {
        var matured = moveAndMature();
        var first = one(round.run(), CandidateFound.class);
        round.append(
                new CandidateJudged(round.now(), first.attempt(), Verdict.ACCEPTED, List.of(), Digest.of(new byte[0])));
        round.pin(Round.pinned(first.attempt().candidate().pinned().getFirst()), "busybox:1");

        var second = one(round.run(), CandidateFound.class);

        assertEquals(matured, second.attempt().candidate().digest());
        assertEquals(2, second.attempt().number());
    }

    @Test
    void ofATagNeverSeenAtThePinnedDigestOnlyTheNewestCounts() throws Exception {
        moveAndMature();
        round.pin(round.push(SmallImage.of("linux/amd64", "pinned by somebody between two looks")));
        round.point("d");

        var told = round.run();

        assertEquals(List.of(), every(told, CandidateFound.class));
        assertEquals(1, every(told, CandidateWaiting.class).size());
    }

    @Test
    void aHeldCandidateIsTriedAgainAfterTheRetryTimeAndNotBefore() throws Exception {
        moveAndMature();
        var first = one(round.run(), CandidateFound.class);
        round.append(
                new CandidateJudged(round.now(), first.attempt(), Verdict.HELD, List.of(), Digest.of(new byte[0])));

        assertEquals(List.of(), every(round.run(), CandidateFound.class));
        round.pass(RETRY);

        assertEquals(2, one(round.run(), CandidateFound.class).attempt().number());
    }

    static Stream<Resolution.Failure> failures() {
        return Stream.of(
                new Resolution.Unknown("404"),
                new Resolution.Denied("401"),
                new Resolution.Throttled(Duration.ofMinutes(1), "429"),
                new Resolution.Unreachable("500"),
                new Resolution.Invalid("wrong digest"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aLookWithoutAnAnswerIsRecordedAndStopsNoOther(Resolution.Failure failure) throws Exception {
        var other = Watch.parse("registry.test/other:1");
        var digest = round.point("a");
        round.pin(Round.pinned(digest), other + "@" + digest);
        round.registry().fail(other, failure);

        var told = round.run();

        var failed = one(told, LookFailed.class);
        assertEquals(failure.getClass().getSimpleName().toLowerCase(Locale.ROOT), failed.outcome());
        assertTrue(failed.reason().startsWith(failure.reason()));
        assertEquals(1, every(told, DigestObserved.class).size());
        assertEquals(1, one(told, CycleCompleted.class).failed());
    }

    @Test
    void aLookThatKeepsFailingIsRecordedOnceAndCountedAlways() throws Exception {
        var digest = round.point("a");
        round.pin(Round.pinned(digest));
        round.registry().fail(Round.TAG, new Resolution.Unreachable("500"));
        round.run();

        var again = round.run();
        round.registry().heal(Round.TAG);
        round.run();
        round.registry().fail(Round.TAG, new Resolution.Unreachable("500"));

        assertEquals(List.of(), every(again, LookFailed.class));
        assertEquals(1, one(again, CycleCompleted.class).failed());
        assertEquals(1, every(round.run(), LookFailed.class).size());
    }

    @Test
    void aSourceThatCannotBeReadIsRecordedAndTheCycleCompletes() {
        var told = round.run();

        assertEquals(1, every(told, SourceUnreadable.class).size());
        assertEquals(0, one(told, CycleCompleted.class).sources());
    }

    @Test
    void aSourceIsReadAgainOnlyAtANewCommit() throws Exception {
        var digest = round.point("a");
        round.pin(Round.pinned(digest));
        assertEquals(1, one(round.run(), SourceRead.class).pins());

        assertEquals(List.of(), every(round.run(), SourceRead.class));
        round.pin(Round.pinned(digest), Round.pinned(digest));

        assertEquals(1, every(round.run(), SourceRead.class).size());
    }

    /** The pinned digest moves, the cycle sees it, and the cooldown passes. */
    private Digest moveAndMature() throws Exception {
        round.pin(Round.pinned(round.point("a")));
        round.run();
        var moved = round.point("b");
        round.run();
        round.pass(COOLDOWN);
        return moved;
    }
}
