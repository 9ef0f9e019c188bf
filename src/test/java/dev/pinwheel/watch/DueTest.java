package dev.pinwheel.watch;

import static dev.pinwheel.event.CycleStarted.Scope.DUE;
import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.ClockStepped;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DueTest extends OverRounds {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private int looksAt(int minutes) {
        var looks = 0;
        for (var minute = 0; minute < minutes; minute++) {
            round.pass(MINUTE.minusSeconds(1));
            looks += one(round.run(DUE), CycleCompleted.class).looked();
        }
        return looks;
    }

    private LookAsked asked(String delivery) {
        var ask = askedJustNow(delivery);
        round.pass(LookAsked.UNTIL_MOVED);
        return ask;
    }

    private LookAsked askedJustNow(String delivery) {
        var ask = new LookAsked(round.now(), "hub", delivery, Round.TAG.repository(), Optional.of(new Tag("12")));
        round.append(ask);
        return ask;
    }

    @Test
    void aTagIsLookedAtWhenItFallsDueAndNotInEveryCycle() throws Exception {
        round.pin(round.point("a"));
        assertEquals(1, one(round.run(DUE), CycleCompleted.class).looked());

        assertEquals(4, looksAt(60));
    }

    @Test
    void aRestartRepeatsNoLookAndForgetsNone() throws Exception {
        round.pin(round.point("a"));
        round.run(DUE);
        var looks = 0;
        for (var part = 0; part < 12; part++) {
            round.restart();
            looks += looksAt(5);
        }

        assertEquals(4, looks);
    }

    @Test
    void whatFellDueWhileNobodyLookedIsMadeGoodOnce() throws Exception {
        round.pin(round.point("a"));
        round.run(DUE);
        round.pass(Duration.ofMinutes(50));
        round.restart();

        assertEquals(1, one(round.run(DUE), CycleCompleted.class).looked());
        assertEquals(0, one(round.run(DUE), CycleCompleted.class).looked());
    }

    @Test
    void aTagThatIsPinnedForTheFirstTimeIsLookedAtAtOnce() throws Exception {
        round.pin(round.point("a"));
        round.run(DUE);
        var other = Watch.parse("registry.test/base/other:1");
        round.pin(other + "@" + round.point(other, "o"));

        var seen = every(round.run(DUE), DigestObserved.class);

        assertEquals(List.of(other), seen.stream().map(DigestObserved::watch).toList());
    }

    @Test
    void aGapIsDeclaredWithTheLooksThatFellDueInIt() throws Exception {
        round.pin(round.point("a"));
        var before = round.now();
        round.run(DUE);
        round.pass(Duration.ofHours(3));
        round.restart();
        var after = round.now();

        var gap = one(round.run(DUE), GapDeclared.class);

        assertEquals(before, gap.from());
        assertEquals(after, gap.until());
        assertTrue(Math.abs(gap.looks() - 12) <= 1, gap::toString);
        assertEquals(List.of(), every(round.run(DUE), GapDeclared.class));
    }

    @Test
    void noGapIsDeclaredWhileCyclesFollowEachOther() throws Exception {
        round.pin(round.point("a"));
        round.run(DUE);
        for (var cycle = 0; cycle < 8; cycle++) {
            round.pass(Duration.ofMinutes(15));
            assertEquals(List.of(), every(round.run(DUE), GapDeclared.class));
        }
    }

    @Test
    void aTagThatIsPinnedAgainIsLookedAtAtOnceAndOnce() throws Exception {
        var other = Watch.parse("registry.test/base/other:1");
        var digest = Round.pinned(round.point("a"));
        round.pin(digest, other + "@" + round.point(other, "o"));
        round.run(DUE);
        round.pin(digest, digest);
        round.run(DUE);
        round.pass(Duration.ofDays(14));
        round.run(DUE);
        var moved = round.point(other, "o2");
        round.pin(digest, other + "@" + moved);
        round.asked().forget();

        assertEquals(moved, one(round.run(DUE), DigestObserved.class).digest());
        assertEquals(
                1,
                one(round.run(DUE), CycleCompleted.class).looked()
                        + round.asked().times(other));
    }

    @Test
    void aTagThatAPushPinsAgainIsLookedAtOnce() throws Exception {
        var other = Watch.parse("registry.test/base/other:1");
        var digest = Round.pinned(round.point("a"));
        var old = other + "@" + round.point(other, "o");
        round.pin(digest, old);
        round.run(DUE);
        round.pin(digest, digest);
        round.run(DUE);
        var moved = round.point(other, "o2");
        round.pin(digest, old);
        var change = new SourceChanged(round.now(), "github", "1", round.source(), "push");
        round.append(change);

        var told = round.during(() -> round.cycle().hints().changed(change));

        assertEquals(moved, one(told, DigestObserved.class).digest());
        round.asked().forget();
        round.run(DUE);
        assertEquals(0, round.asked().times(other));
    }

    /** Nobody pinned anything of the registry for a week; {@code isRestarted} says whether the process ended then. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noGapIsDeclaredWhereNothingWasPinned(boolean isRestarted) throws Exception {
        var other = Watch.parse("other.test/base/other:1");
        var digest = Round.pinned(round.point("a"));
        round.pin(digest, other + "@" + round.point(other, "o"));
        round.run(DUE);
        round.pin(digest, digest);
        round.run(DUE);
        if (isRestarted) {
            round.restart();
        }
        for (var hour = 0; hour < 7 * 24; hour++) {
            round.pass(Duration.ofHours(1).minusSeconds(1));
            assertEquals(List.of(), every(round.run(DUE), GapDeclared.class));
        }
        round.pin(digest, other + "@" + round.point(other, "o2"));

        var told = round.run(DUE);

        assertEquals(List.of(), every(told, GapDeclared.class));
        assertEquals(1, every(told, DigestObserved.class).size());
    }

    @Test
    void ofATagThatWasNeverSeenNoLookFellDueInAGap() throws Exception {
        var other = Watch.parse("registry.test/base/other:1");
        var digest = Round.pinned(round.point("a"));
        round.pin(digest);
        round.run(DUE);
        round.pass(Duration.ofHours(3));
        round.restart();
        round.pin(digest, other + "@" + round.point(other, "o"));

        assertTrue(Math.abs(one(round.run(DUE), GapDeclared.class).looks() - 12) <= 1);
    }

    @Test
    void theRoundsEntryProvesWhatEachTagAnswered() throws Exception {
        var other = Watch.parse("registry.test/base/other:1");
        var digest = round.point("a");
        round.pin(Round.pinned(digest), other + "@" + digest);

        var looked = one(round.run(), RegistryLooked.class);

        var lines = Round.TAG + " " + digest + "\n" + other + " -\n";
        assertEquals(Digest.of(lines.getBytes(StandardCharsets.UTF_8)), looked.answers());
        assertEquals(1, looked.failed());
    }

    @Test
    void oneTagIsAskedForOnceACycle() throws Exception {
        var digest = round.point("a");
        round.pin(Round.pinned(digest), Round.pinned(digest));

        round.run();

        assertEquals(1, round.asked().times(Round.TAG));
    }

    @Test
    void aLookThatIsAskedForIsTakenAtOnce() throws Exception {
        round.pin(round.point("a"));
        round.run();
        var moved = round.point("b");
        var ask = asked("1");

        var told = round.during(() -> round.cycle().hints().asked(ask));

        assertEquals(moved, one(told, DigestObserved.class).digest());
    }

    @Test
    void aLookThatIsAskedForAgainInTheSameMessageIsNotTakenAgain() throws Exception {
        round.pin(round.point("a"));
        round.run();
        var ask = asked("1");
        round.during(() -> round.cycle().hints().asked(ask));
        round.run(DUE);
        round.asked().forget();

        round.during(() -> round.cycle().hints().asked(ask));

        assertEquals(0, round.asked().times(Round.TAG));
    }

    @Test
    void aLookThatARoundDidNotKnowOfIsStillTaken() throws Exception {
        round.pin(round.point("a"));
        round.run();
        var ask = asked("1");
        round.pass(Duration.ofSeconds(1));
        round.run(DUE);
        var moved = round.point("b");

        var told = round.during(() -> round.cycle().hints().asked(ask));

        assertEquals(moved, one(told, DigestObserved.class).digest());
    }

    @Test
    void aLookThatWasAskedForBeforeARestartIsTakenByTheNextCycle() throws Exception {
        round.pin(round.point("a"));
        round.run(DUE);
        asked("1");
        round.restart();

        assertEquals(1, one(round.run(DUE), CycleCompleted.class).looked());
        assertEquals(0, one(round.run(DUE), CycleCompleted.class).looked());
    }

    @Test
    void aLookThatWasNotDueWhenTheLastRoundBeganIsTakenAfterARestart() throws Exception {
        round.pin(round.point("a"));
        round.run(DUE);
        askedJustNow("1");
        round.pass(LookAsked.UNTIL_MOVED.minusMillis(1));
        assertEquals(0, one(round.run(DUE), CycleCompleted.class).looked());
        round.restart();

        assertEquals(1, one(round.run(DUE), CycleCompleted.class).looked());
        assertEquals(0, one(round.run(DUE), CycleCompleted.class).looked());
    }

    @Test
    void aLookThatIsNotDueWhenTheFirstCycleBeginsIsNotLeftToTheNextOne() throws Exception {
        round.pin(round.point("a"));
        round.run(DUE);
        var ask = askedJustNow("1");
        round.restart();
        var started = new CycleStarted(round.now(), "start", DUE);

        round.during(() -> round.cycle().run(started));

        assertEquals(List.of(ask), round.resumed());
    }

    /** Nobody knows yet what is pinned. */
    @Test
    void aLookThatIsAskedForWhileTheFirstCycleReadsIsNotLeftToTheNextOne() throws Exception {
        round.pin(round.point("a"));
        round.run(DUE);
        round.restart();
        var started = new CycleStarted(round.now(), "start", DUE);
        var ask = asked("1");
        round.cycle().hints().asked(ask);
        round.asked().forget();

        round.during(() -> round.cycle().run(started));
        assertEquals(List.of(ask), round.resumed());
        assertEquals(0, round.asked().times(Round.TAG));

        round.during(() -> round.cycle().hints().asked(ask));
        assertEquals(1, round.asked().times(Round.TAG));
    }

    /** The clock is set forward, so that a round that begins while it still waits counts as one that answered it. */
    @Test
    void aRoundKnowsOfALookThatWaits() throws Exception {
        round.pin(round.point("a"));
        round.run(DUE);
        var ask = askedJustNow("1");
        var waiting = Thread.startVirtualThread(() -> round.cycle().hints().asked(ask));
        while (!round.cycle().asks(Round.TAG.repository().host()).contains(ask)) {
            Thread.onSpinWait();
        }
        round.pass(LookAsked.UNTIL_MOVED);
        round.asked().forget();

        round.run(DUE);

        assertTrue(round.asked().times(Round.TAG) > 0);
        assertTrue(waiting.join(Duration.ofSeconds(20)));
    }

    @Test
    void aLookThatWaitsWhenEverythingStopsIsNotTaken() throws Exception {
        round.pin(round.point("a"));
        round.run(DUE);
        round.asked().forget();
        round.cycle().hints().stop();

        round.during(() -> round.cycle().hints().asked(askedJustNow("1")));

        assertEquals(0, round.asked().times(Round.TAG));
    }

    /** So much of another registry that a restart does not read it all without need. */
    private void muchHappensElsewhere(IntFunction<Event> happening) {
        IntStream.range(0, 1_001).mapToObj(happening).forEach(round::append);
    }

    private Event lookedElsewhere(int number) {
        return new RegistryLooked(
                round.now(),
                round.now().plusMillis(number),
                new RegistryHost("other.test"),
                1,
                0,
                0,
                0,
                0,
                Digest.of(new byte[0]));
    }

    private Event askedElsewhere(int number) {
        return new LookAsked(
                round.now(),
                "hub",
                "elsewhere " + number,
                Watch.parse("other.test/base/image:1").repository(),
                Optional.empty());
    }

    @Test
    void aGapIsDeclaredHoweverManyRoundsOtherRegistriesHad() throws Exception {
        round.pin(round.point("a"));
        round.run(DUE);
        muchHappensElsewhere(this::lookedElsewhere);
        round.pass(Duration.ofHours(3));
        round.restart();

        assertEquals(1, every(round.run(DUE), GapDeclared.class).size());
    }

    @Test
    void aLookThatWasAskedForIsTakenHoweverManyAreAskedForElsewhere() throws Exception {
        round.pin(round.point("a"));
        round.run(DUE);
        asked("1");
        muchHappensElsewhere(this::askedElsewhere);
        round.restart();

        assertEquals(1, one(round.run(DUE), CycleCompleted.class).looked());
        assertEquals(0, one(round.run(DUE), CycleCompleted.class).looked());
    }

    @Test
    void aLookOfARegistryThatNobodyPinsIsNotKept() throws Exception {
        round.pin(round.point("a"));
        var elsewhere = (LookAsked) askedElsewhere(1);
        round.append(elsewhere);
        round.restart();
        round.during(() -> round.cycle().hints().asked(elsewhere));
        round.run(DUE);

        assertEquals(List.of(), round.cycle().asks(elsewhere.repository().host()));
    }

    /** The round is of another tag at the time. */
    @Test
    void aLookThatIsTakenBesideARoundIsNotTakenAgainAfterARestart() throws Exception {
        var other = Watch.parse("registry.test/base/other:1");
        round.pin(Round.pinned(round.point("a")), other + "@" + round.point(other, "o"));
        round.run();
        round.asked().before(watch -> {
            if (watch.equals(other)) {
                round.pass(Duration.ofSeconds(1));
                round.cycle().hints().asked(asked("1"));
            }
        });
        round.run();
        round.asked().before(watch -> {});
        round.restart();
        round.asked().forget();

        round.run(DUE);

        assertEquals(0, round.asked().times(Round.TAG));
    }

    @Test
    void whatWasSaidOfPinsIsSaidAgainWhenTheyComeAgain() throws Exception {
        var first = round.point("a");
        round.pin(first);
        round.run();
        round.point("b");
        assertEquals(1, every(round.run(), CandidateWaiting.class).size());
        assertEquals(0, every(round.run(), CandidateWaiting.class).size());
        round.pin("registry.test/base/other:1@" + first);
        round.run();
        round.pin(first);

        assertEquals(1, every(round.run(), CandidateWaiting.class).size());
    }

    @Test
    void aPushIsForItsOwnRepositoryAlone() throws Exception {
        try (var two = new Round(folder.resolve("two"), Round.RULES, "app", "other")) {
            two.pin(two.point("a"));
            two.run();
            two.pin(two.point("b"));
            two.away("other");
            var change = new SourceChanged(two.now(), "github", "1", two.source(), "push");

            var told = two.during(() -> two.cycle().hints().changed(change));

            assertEquals(two.source(), one(told, SourceRead.class).source());
            assertEquals(List.of(), every(told, SourceUnreadable.class));
        }
    }

    @Test
    void aSourceThatHasChangedIsReadAndPlannedForAtOnce() throws Exception {
        round.pin(round.point("a"));
        round.run();
        var newer = round.point("b");
        round.run();
        round.pass(Round.COOLDOWN);
        var third = round.point("c");
        round.run();
        round.pin(third);
        var change = new SourceChanged(round.now(), "github", "1", round.source(), "push");
        round.append(change);
        round.asked().forget();

        var told = round.during(() -> round.cycle().hints().changed(change));

        assertEquals(1, every(told, SourceRead.class).size());
        assertEquals(List.of(), every(told, CandidateFound.class), newer::toString);
        assertEquals(0, round.asked().times(Round.TAG));
    }

    /** After the clock was ahead, or behind, for a round, it is set right; {@code isRestarted} says whether by a restart. */
    private List<Event> afterTheClockWasWrongBy(Duration wrong, boolean isRestarted) throws Exception {
        round.pin(round.point("a"));
        round.run(DUE);
        round.pass(wrong);
        round.run(DUE);
        asked("1");
        round.pass(wrong.negated().plus(MINUTE));
        if (isRestarted) {
            round.restart();
        }
        return round.run(DUE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClockThatWasADayAheadIsSaidAndEveryTagIsLookedAtOnceWhenItIsSetRight(boolean isRestarted) throws Exception {
        var told = afterTheClockWasWrongBy(Duration.ofDays(1), isRestarted);

        assertEquals(1, every(told, ClockStepped.class).size());
        assertEquals(1, one(told, CycleCompleted.class).looked());
        var next = round.run(DUE);
        assertEquals(List.of(), every(next, ClockStepped.class));
        assertEquals(0, one(next, CycleCompleted.class).looked());
        round.restart();
        assertEquals(4, looksAt(60));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClockThatWasADayBehindLeavesAGapWhenItIsSetRight(boolean isRestarted) throws Exception {
        var told = afterTheClockWasWrongBy(Duration.ofDays(-1), isRestarted);

        assertEquals(1, every(told, GapDeclared.class).size());
        assertEquals(1, one(told, CycleCompleted.class).looked());
        assertEquals(4, looksAt(60));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHintIsTakenAlthoughTheClockWasAheadBefore(boolean isRestarted) throws Exception {
        round.pin(round.point("a"));
        round.pass(Duration.ofDays(1));
        round.run(DUE);
        round.pass(Duration.ofDays(-1));
        if (isRestarted) {
            round.restart();
        }
        var moved = round.point("b");
        var ask = asked("1");
        round.run(DUE);

        assertEquals(moved, round.journal().lastDigest(Round.TAG).orElseThrow());
        assertEquals(List.of(), every(round.during(() -> round.cycle().hints().asked(ask)), DigestObserved.class));
    }
}
