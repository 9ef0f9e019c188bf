package dev.pinwheel.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Resolution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A round, a hint and a mirror's look at the same tag do not get in each other's way. */
@Timeout(60)
class LooksInTurnTest extends OverRounds {

    private static final Watch MIRROR = Watch.parse("mirror.test/copy/base/debian:12");

    /** How long somebody who does not wait for a look would need at most. */
    private static final Duration PLENTY = Duration.ofMillis(700);

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicBoolean isHeld = new AtomicBoolean();
    private Digest first;

    @Override
    Rules rules() {
        var rules = Round.RULES;
        return new Rules(
                rules.settling(), rules.retry(), rules.intervals(), Map.of("registry.test", "mirror.test/copy"));
    }

    @BeforeEach
    void see() throws Exception {
        first = round.point("a");
        round.point(MIRROR, "a");
        round.pin(first);
        round.run();
    }

    /** Holds the first who comes here until the gate is open. */
    private void hold() {
        if (isHeld.compareAndSet(false, true)) {
            reached.countDown();
            await(gate);
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            assertTrue(gate.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void hint(Watch watch) {
        round.cycle()
                .hints()
                .asked(new LookAsked(
                        round.now().minus(LookAsked.UNTIL_MOVED),
                        "hub",
                        "1",
                        watch.repository(),
                        Optional.of(watch.tag())));
    }

    /** What is told while a round's look is held and a hint passes. */
    private List<Event> hintPasses(Runnable meanwhile) {
        return round.during(() -> {
            var looking = Thread.startVirtualThread(round::lookAtAll);
            await(reached);
            meanwhile.run();
            var hinted = Thread.startVirtualThread(() -> hint(Round.TAG));
            join(hinted, PLENTY);
            gate.countDown();
            assertTrue(join(looking, Duration.ofSeconds(30)));
            assertTrue(join(hinted, Duration.ofSeconds(30)));
        });
    }

    private static boolean join(Thread thread, Duration atMost) {
        try {
            return thread.join(atMost);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertChain(List<Event> told, Digest... digests) {
        var before = first;
        var seen = Round.every(told, DigestObserved.class);
        assertEquals(List.of(digests), seen.stream().map(DigestObserved::digest).toList());
        for (var observed : seen) {
            assertEquals(before, observed.previous().orElseThrow().digest());
            before = observed.digest();
        }
    }

    @Test
    void aLookThatWasAnsweredEarlierIsNotRecordedLater() {
        var second = round.point("b");
        round.asked().beforeReading(manifest -> hold());
        var third = new Digest[1];

        var told = hintPasses(() -> third[0] = round.point("c"));

        assertChain(told, second, third[0]);
        assertEquals(Optional.of(third[0]), round.journal().lastDigest(Round.TAG));
    }

    @Test
    void aMoveIsRecordedOnceWhoeverSeesItFirst() {
        var second = round.point("b");
        round.failAt(event -> {
            if (event instanceof DigestObserved) {
                hold();
            }
            return false;
        });

        assertChain(hintPasses(() -> {}), second);
    }

    /** The registry's own look at what is a mirror's tag, too, and the mirror's. */
    @Test
    void aMirrorsTagThatIsWatchedItselfFailsOnce() throws Exception {
        round.pin(Round.pinned(first), MIRROR + "@" + first);
        round.run();
        round.registry().fail(MIRROR, new Resolution.Denied("403"));
        var together = new AtomicBoolean();
        var looking = new AtomicBoolean();
        round.asked().before(watch -> {
            if (watch.equals(MIRROR)) {
                together.compareAndSet(false, !looking.compareAndSet(false, true));
                hold();
                looking.set(false);
            }
        });

        var told = round.during(() -> {
            var rounds = Thread.startVirtualThread(round::lookAtAll);
            await(reached);
            join(rounds, PLENTY);
            gate.countDown();
            assertTrue(join(rounds, Duration.ofSeconds(30)));
        });

        assertEquals(1, Round.every(told, LookFailed.class).size());
        assertFalse(together.get());
    }
}
