package dev.pinwheel.watch;

import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.event.ViewAgreed;
import dev.pinwheel.event.ViewSplit;
import dev.pinwheel.image.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ViewsTest extends OverRounds {

    private static final Watch MIRROR = Watch.parse("mirror.test/copy/base/debian:12");

    @Override
    Rules rules() {
        var rules = Round.RULES;
        var impatient = new Intervals(
                Duration.ofMinutes(15),
                Duration.ofHours(6),
                Duration.ofHours(1),
                Duration.ofDays(1),
                Duration.ofSeconds(8));
        var mirrors = Map.of(
                "registry.test",
                "mirror.test/copy",
                "elsewhere.test",
                "mirror.test/other",
                "second.test",
                "mirror2.test");
        return new Rules(rules.settling(), rules.retry(), impatient, mirrors);
    }

    @Test
    void aMirrorThatShowsTheSameIsNoNews() throws Exception {
        round.pin(round.point("a"));
        round.point(MIRROR, "a");

        assertEquals(List.of(), every(round.run(), ViewSplit.class));
        assertEquals(1, round.asked().times(MIRROR));
    }

    @Test
    void aMirrorAtADigestThatTheLedgerKnowsIsBehind() throws Exception {
        round.pin(round.point("a"));
        var old = round.point(MIRROR, "a");
        round.run();
        var current = round.point("b");

        var split = one(round.run(), ViewSplit.class);

        assertEquals(ViewSplit.Kind.LAG, split.kind());
        assertEquals(old, split.mirrored());
        assertEquals(current, split.upstream());
        assertEquals(List.of(), every(round.run(), ViewSplit.class));
    }

    @Test
    void aMirrorAtADigestThatWasNeverSeenUpstreamIsAnAlarm() throws Exception {
        round.pin(round.point("a"));
        round.point(MIRROR, "something else");

        var split = one(round.run(), ViewSplit.class);

        assertEquals(ViewSplit.Kind.ALARM, split.kind());
        assertEquals(MIRROR, split.mirror());
        assertTrue(split.reason().startsWith("the ledger never saw the tag there"), split.reason());
    }

    @Test
    void aMirrorThatIsAheadOfOurLookIsNoAlarm() throws Exception {
        round.pin(round.point("a"));
        round.point(MIRROR, "b");
        round.asked().before(watch -> {
            if (watch.equals(MIRROR)) {
                round.point("b");
            }
        });

        assertEquals(List.of(), every(round.run(), ViewSplit.class));
    }

    @Test
    void aMirrorThatGivesNoAnswerIsRecordedOnce() throws Exception {
        round.pin(round.point("a"));

        assertEquals(MIRROR, one(round.run(), LookFailed.class).watch());
        assertEquals(List.of(), every(round.run(), LookFailed.class));
    }

    @Test
    void theEndOfASplitIsSaidAndItsNextBeginToo() throws Exception {
        round.pin(round.point("a"));
        round.point(MIRROR, "a");
        round.run();
        round.point("b");
        var split = one(round.run(), ViewSplit.class);
        var current = round.point(MIRROR, "b");

        var agreed = one(round.run(), ViewAgreed.class);
        round.point(MIRROR, "a");
        var again = one(round.run(), ViewSplit.class);

        assertEquals(split.at(), agreed.since());
        assertEquals(current, agreed.digest());
        assertTrue(again.at().isAfter(agreed.at()), again::toString);
    }

    @Test
    void aSplitIsRecordedOnceAlsoOverARestart() throws Exception {
        round.pin(round.point("a"));
        round.point(MIRROR, "a");
        round.run();
        round.point("b");
        assertEquals(1, every(round.run(), ViewSplit.class).size());
        round.restart();

        assertEquals(List.of(), every(round.run(), ViewSplit.class));
        round.point(MIRROR, "b");
        assertEquals(1, every(round.run(), ViewAgreed.class).size());
        round.restart();
        assertEquals(List.of(), every(round.run(), ViewAgreed.class));
    }

    @Test
    void aMirrorThatAnswersAgainIsSaid() throws Exception {
        round.pin(round.point("a"));
        var failed = one(round.run(), LookFailed.class);
        round.point(MIRROR, "a");

        var recovered = one(round.run(), LookRecovered.class);

        assertEquals(MIRROR, recovered.watch());
        assertEquals(failed.at(), recovered.failed());
    }

    @Test
    void aMirrorThatThrowsIsRecordedAndStopsNoRound() throws Exception {
        round.pin(round.point("a"));
        round.asked().before(watch -> {
            if (watch.equals(MIRROR)) {
                throw new IllegalStateException("a bug");
            }
        });

        var told = round.run();

        var failed = one(told, LookFailed.class);
        assertEquals(MIRROR, failed.watch());
        assertEquals("broken", failed.outcome());
        assertEquals(1, every(told, RegistryLooked.class).size());
        assertEquals(1, every(told, CycleCompleted.class).size());
    }

    @Test
    @Timeout(60)
    void aMirrorThatHangsDelaysNoRoundOfItsRegistry() throws Exception {
        round.pin(round.point("a"));
        var gate = new CountDownLatch(1);
        round.asked().before(watch -> {
            if (watch.equals(MIRROR)) {
                await(gate);
            }
        });

        var first = round.run(CycleStarted.Scope.DUE);
        round.pass(Duration.ofMinutes(20));
        round.point("b");
        var second = round.run(CycleStarted.Scope.DUE);
        gate.countDown();
        round.asked().before(watch -> {});
        round.run();

        assertEquals(1, every(first, RegistryLooked.class).size());
        assertEquals(1, every(second, RegistryLooked.class).size());
        assertEquals(1, every(second, DigestObserved.class).size());
    }

    @Test
    void aTagWhoseNameInTheMirrorWouldBeTooLongIsSaidOnce() throws Exception {
        var deep =
                Watch.parse("registry.test/" + "a".repeat(100) + "/" + "b".repeat(100) + "/" + "c".repeat(50) + ":1");
        round.pin(deep + "@" + round.point(deep, "a"));

        var told = round.run();

        assertEquals("Mirrors", one(told, StepFailed.class).event());
        assertEquals(1, one(told, RegistryLooked.class).looked());
        assertEquals(List.of(), every(round.run(), StepFailed.class));
    }

    /** Both mirrors' looks cannot be recorded, and neither is kept for the next cycle to fail of. */
    @Test
    void aMirrorThatFailsTheCycleKeepsNoOtherFromBeingDone() throws Exception {
        var other = Watch.parse("second.test/base/other:1");
        round.pin(Round.pinned(round.point("a")), other + "@" + round.point(other, "a"));
        round.failAt(event -> event instanceof LookFailed failed && isMirror(failed.watch()));

        assertThrows(IllegalStateException.class, round::run);
        round.failAt(event -> false);
        round.point(MIRROR, "a");
        round.point(Watch.parse("mirror2.test/base/other:1"), "a");

        assertEquals(1, every(round.run(), CycleCompleted.class).size());
    }

    private static boolean isMirror(Watch watch) {
        return watch.repository().host().name().startsWith("mirror");
    }

    private static void await(CountDownLatch gate) {
        try {
            assertTrue(gate.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
