package dev.pinwheel.watch;

import static dev.pinwheel.event.CycleStarted.Scope.DUE;
import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateHeld;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.Selection;
import dev.pinwheel.registry.Cause;
import dev.pinwheel.registry.Resolution;
import dev.pinwheel.registry.SmallImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TroubleTest extends OverRounds {

    private static final Watch SLOW = Watch.parse("slow.test/base/other:1");

    @Override
    Rules rules() {
        var rules = Round.RULES;
        var usual = Intervals.DEFAULT;
        var impatient =
                new Intervals(usual.least(), usual.most(), usual.gap(), usual.liveness(), Duration.ofSeconds(8));
        return new Rules(rules.settling(), rules.retry(), impatient, rules.mirrors());
    }

    @Test
    void aLookThatThrowsIsRecordedAndStopsNoOther() throws Exception {
        var digest = round.point("a");
        round.pin(Round.pinned(digest), SLOW + "@" + digest);
        round.asked().before(watch -> {
            if (watch.equals(SLOW)) {
                throw new IllegalStateException("a bug");
            }
        });

        var told = round.run();

        assertEquals("broken", one(told, LookFailed.class).outcome());
        assertEquals(1, every(told, DigestObserved.class).size());
        assertEquals(2, one(told, CycleCompleted.class).looked());
    }

    @Test
    void aPlanThatFailsIsRecordedOnceAndStopsNoOther() throws Exception {
        var other = Watch.parse("registry.test/base/other:1");
        round.pin(Round.pinned(round.point("a")), other + "@" + round.point(other, "o"));
        round.run();
        round.point("b");
        round.point(other, "p");
        round.asked().throwFor(Digest.of(SmallImage.of("linux/amd64", "a").config()));

        var told = round.run();

        assertEquals("Planning", one(told, StepFailed.class).event());
        assertEquals(1, every(told, CandidateWaiting.class).size());
        assertEquals(1, every(told, CycleCompleted.class).size());
        assertEquals(List.of(), every(round.run(), StepFailed.class));
    }

    @Test
    void aRegistryThatHangsDelaysNoOtherAndIsNotAskedTwice() throws Exception {
        var digest = round.point("a");
        round.pin(Round.pinned(digest), SLOW + "@" + digest);
        var gate = new CountDownLatch(1);
        round.asked().before(watch -> {
            if (watch.equals(SLOW)) {
                await(gate);
            }
        });

        var first = round.run(DUE);
        round.pass(Duration.ofMinutes(20));
        round.point("b");
        var second = round.run(DUE);
        var asked = round.asked().times(SLOW);
        gate.countDown();
        var last = every(round.run(), RegistryLooked.class);

        assertEquals(1, every(first, DigestObserved.class).size());
        assertEquals(1, one(first, CycleCompleted.class).underWay());
        assertEquals(1, every(second, DigestObserved.class).size());
        assertEquals(1, every(second, RegistryLooked.class).size());
        assertEquals(1, asked);
        assertTrue(last.stream()
                .anyMatch(looked -> looked.host().equals(SLOW.repository().host())));
    }

    @Test
    void aRoundThatFailedFailsTheNextCycleButKeepsNoOtherFromItsRound() throws Exception {
        var digest = round.point("a");
        round.pin(Round.pinned(digest), SLOW + "@" + digest);
        var gate = new CountDownLatch(1);
        var failed = new CountDownLatch(1);
        round.asked().before(watch -> {
            if (watch.equals(SLOW)) {
                await(gate);
            }
        });
        round.run(DUE);
        round.failAt(event -> {
            if (event instanceof LookFailed look && look.watch().equals(SLOW)) {
                failed.countDown();
                return true;
            }
            return false;
        });
        gate.countDown();
        await(failed);

        round.pass(Duration.ofMinutes(15));
        var thrown = assertThrows(IllegalStateException.class, this::runTwice);

        assertEquals("the disk is full", thrown.getMessage());
        assertTrue(round.journal()
                        .entries()
                        .entries(Selection.ALL.ofType("registry.looked"), 0, 9)
                        .size()
                > 1);
    }

    private void runTwice() {
        round.run(DUE);
        round.run(DUE);
    }

    @Test
    void aPlanThatHangsDelaysNoOtherOfTheSameRepository() throws Exception {
        var pinned = round.point(SLOW, "slow");
        var near = Watch.parse(SLOW.repository() + ":2");
        round.pin(SLOW + "@" + pinned, near + "@" + round.point(near, "near"), Round.pinned(round.point("a")));
        round.run();
        round.point(SLOW, "slow 2");
        round.point(near, "near 2");
        round.point("b");
        var gate = new CountDownLatch(1);
        var reached = new CountDownLatch(1);
        round.asked().beforeReading(digest -> {
            if (digest.equals(pinned)) {
                reached.countDown();
                await(gate);
            }
        });
        round.asked().before(watch -> {
            if (!watch.equals(SLOW)) {
                await(reached);
            }
        });

        round.pass(Duration.ofMinutes(15));
        var told = round.run(DUE);
        var after = round.during(() -> {
            gate.countDown();
            round.lookAtAll();
        });

        assertEquals(2, every(told, CandidateWaiting.class).size(), told::toString);
        assertEquals(1, every(after, CandidateWaiting.class).size());
    }

    @Test
    void aHintAtARegistryThatHangsDelaysNoOtherAndIsAnsweredOnceForAllWhoAsk() throws Exception {
        var digest = round.point("a");
        round.pin(Round.pinned(digest), SLOW + "@" + digest);
        round.run();
        round.asked().forget();
        var gate = new CountDownLatch(1);
        var reached = new CountDownLatch(1);
        round.asked().before(watch -> {
            if (watch.equals(SLOW)) {
                reached.countDown();
                await(gate);
            }
        });
        var hints = round.cycle().hints();

        var waiting = new ArrayList<Thread>();
        waiting.add(Thread.startVirtualThread(() -> hints.asked(ask(SLOW, "1"))));
        await(reached);
        var moved = round.point("b");
        var told = round.during(() -> hints.asked(ask(Round.TAG, "2")));
        for (var more = 3; more < 30; more++) {
            var delivery = Integer.toString(more);
            waiting.add(Thread.startVirtualThread(() -> hints.asked(ask(SLOW, delivery))));
        }
        gate.countDown();
        for (var thread : waiting) {
            assertTrue(thread.join(Duration.ofSeconds(30)));
        }

        assertEquals(moved, one(told, DigestObserved.class).digest());
        assertTrue(round.asked().times(SLOW) <= 3, "asked " + round.asked().times(SLOW) + " times");
        round.asked().forget();
        round.run(DUE);
        assertEquals(0, round.asked().times(SLOW));
    }

    private LookAsked ask(Watch watch, String delivery) {
        return new LookAsked(
                round.now().minus(LookAsked.UNTIL_MOVED),
                "hub",
                delivery,
                watch.repository(),
                Optional.of(watch.tag()));
    }

    @Test
    void aTagThatGivesNoDigestIsLookedAtMostOftenUntilItGivesOne() throws Exception {
        round.pin(round.point("a"));
        round.run();
        round.pass(Duration.ofDays(60));
        round.run(DUE);
        round.registry().fail(Round.TAG, new Resolution.Unreachable("500"));
        round.pass(Duration.ofHours(6));
        assertEquals(1, one(round.run(DUE), CycleCompleted.class).failed());

        round.pass(Duration.ofMinutes(15));
        assertEquals(1, one(round.run(DUE), CycleCompleted.class).looked());
        round.registry().heal(Round.TAG);
        round.pass(Duration.ofMinutes(15));
        assertEquals(1, every(round.run(DUE), LookRecovered.class).size());
        round.pass(Duration.ofMinutes(15));
        round.asked().forget();
        round.run(DUE);
        round.pass(Duration.ofMinutes(15));
        round.run(DUE);
        assertTrue(round.asked().times(Round.TAG) < 2);
    }

    @Test
    void aFailureThatEndsIsSaid() throws Exception {
        round.pin(round.point("a"));
        round.registry().fail(Round.TAG, new Resolution.Unreachable("500"));
        var failed = one(round.run(), LookFailed.class);
        round.restart();
        assertEquals(List.of(), every(round.run(), LookFailed.class));
        round.registry().heal(Round.TAG);

        assertEquals(failed.at(), one(round.run(), LookRecovered.class).failed());
        assertEquals(List.of(), every(round.run(), LookRecovered.class));
    }

    @Test
    void aFailureOfAnotherKindIsNews() throws Exception {
        round.pin(round.point("a"));
        round.registry().fail(Round.TAG, new Resolution.Unreachable("500"));
        round.run();
        round.registry().fail(Round.TAG, new Resolution.Denied("401"));

        assertEquals("denied", one(round.run(), LookFailed.class).outcome());
    }

    @Test
    void aFailureThatChangesHasBegunWhenTheFirstKindDid() throws Exception {
        round.pin(round.point("a"));
        round.registry().fail(Round.TAG, new Resolution.Unreachable(Cause.NO_ADDRESS, "no name"));
        var first = one(round.run(), LookFailed.class);
        round.registry().fail(Round.TAG, new Resolution.Unreachable(Cause.UNTRUSTED, "no certificate"));
        round.run();
        round.restart();
        round.registry().heal(Round.TAG);

        assertEquals(first.at(), one(round.run(), LookRecovered.class).failed());
    }

    /** Another node has seen why, and this one knows only that the registry is left alone. */
    @Test
    void aFailureThatIsSaidLessExactlyIsNoNews() throws Exception {
        round.pin(round.point("a"));
        round.registry().fail(Round.TAG, new Resolution.Unreachable(Cause.NO_ADDRESS, "no name"));
        round.run();
        round.registry().fail(Round.TAG, new Resolution.Unreachable("it has failed 5 times in a row"));
        assertEquals(List.of(), every(round.run(), LookFailed.class));

        round.registry().fail(Round.TAG, new Resolution.Denied("401"));
        round.run();
        round.registry().fail(Round.TAG, new Resolution.Unreachable("it has failed 5 times in a row"));
        assertEquals("unreachable", one(round.run(), LookFailed.class).outcome());
    }

    @Test
    void aMaturedDigestThatCannotBePulledIsHeldOnce() throws Exception {
        round.pin(round.point("a"));
        round.run();
        var gone = round.point("b");
        round.run();
        round.pass(Round.COOLDOWN);
        round.registry().delete(Round.TAG.repository(), gone);

        var told = round.run();

        assertEquals(
                CandidateHeld.Kind.UNPULLABLE, one(told, CandidateHeld.class).kind());
        assertEquals(List.of(), every(told, CandidateFound.class));
        assertEquals(List.of(), every(round.run(), CandidateHeld.class));
    }

    @Test
    void aMaturedDigestOfWhichTheRegistryDoesNotSayWhetherItIsThereKeepsAnOlderOneFromItsPlace() throws Exception {
        round.pin(round.point("a"));
        round.run();
        round.point("b");
        round.run();
        var newest = round.point("c");
        round.run();
        round.pass(Round.COOLDOWN);
        round.asked().failByDigest(new Resolution.Throttled(Duration.ofMinutes(1), "429"));

        var told = round.run();
        round.asked().answerByDigest();
        var found = one(round.run(), CandidateFound.class);

        assertEquals(List.of(), every(told, CandidateFound.class));
        assertEquals(
                CandidateHeld.Kind.UNREADABLE, one(told, CandidateHeld.class).kind());
        assertEquals(newest, found.attempt().candidate().digest());
    }

    @Test
    void aMaturedDigestThatLacksAPlatformsManifestGivesWayToAnOlderOne() throws Exception {
        round.pin(round.point(SmallImage.of("linux/amd64", "1"), SmallImage.of("linux/arm64", "1")));
        round.run();
        var older = round.point(SmallImage.of("linux/amd64", "2"), SmallImage.of("linux/arm64", "2"));
        round.run();
        var gone = SmallImage.of("linux/arm64", "3");
        round.point(SmallImage.of("linux/amd64", "3"), gone);
        round.run();
        round.pass(Round.COOLDOWN);
        round.registry().delete(Round.TAG.repository(), gone.digest());

        var told = round.run();

        var held = one(told, CandidateHeld.class);
        assertEquals(CandidateHeld.Kind.UNPULLABLE, held.kind());
        assertTrue(held.reason().startsWith("its manifest for linux/arm64"), held.reason());
        assertEquals(
                older, one(told, CandidateFound.class).attempt().candidate().digest());
    }

    @Test
    void aCandidateThatVanishesAfterItWasTriedGivesWayWithinADay() throws Exception {
        round.pin(round.point("a"));
        round.run();
        var older = round.point("b");
        round.run();
        var gone = round.point("c");
        round.run();
        round.pass(Round.COOLDOWN);
        var tried = one(round.run(), CandidateFound.class);
        round.registry().delete(Round.TAG.repository(), gone);
        round.restart();
        round.asked().forget();
        round.run();
        assertEquals(0, round.asked().times(gone));

        round.pass(Duration.ofDays(1));
        var found = one(round.run(), CandidateFound.class);

        assertEquals(gone, tried.attempt().candidate().digest());
        assertEquals(older, found.attempt().candidate().digest());
    }

    private static void await(CountDownLatch gate) {
        try {
            assertTrue(gate.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
