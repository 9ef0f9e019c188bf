package dev.pinwheel.watch;

import static dev.pinwheel.watch.Round.every;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A repository is pushed to while a round that began before goes on. */
@Timeout(60)
class PushedDuringRoundTest extends OverRounds {

    private static final Watch OTHER = Watch.parse("registry.test/base/other:1");

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private Digest matured;
    private String other;

    @BeforeEach
    void mature() throws Exception {
        round.pin(round.point("a"));
        round.run();
        matured = round.point("b");
        round.run();
        round.pass(Round.COOLDOWN);
        other = OTHER + "@" + round.point(OTHER, "o");
    }

    /** What is told by a round whose look has its answer before the repository is pushed to, and ends after. */
    private List<Event> pushedMeanwhile(Commit commit) {
        round.asked().after(watch -> {
            if (reached.getCount() > 0) {
                reached.countDown();
                await(gate);
            }
        });
        return round.during(() -> {
            var looking = Thread.startVirtualThread(round::lookAtAll);
            await(reached);
            commit.make();
            var change = new SourceChanged(round.now(), "github", "1", round.source(), "push");
            var changed = Thread.startVirtualThread(() -> round.cycle().hints().changed(change));
            awaitRead();
            gate.countDown();
            join(looking);
            join(changed);
        });
    }

    private void awaitRead() {
        while (!round.cycle().watches(OTHER.repository(), Optional.of(OTHER.tag()))) {
            Thread.onSpinWait();
        }
    }

    private interface Commit {
        void to() throws Exception;

        default void make() {
            try {
                to();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            assertTrue(gate.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            assertTrue(thread.join(Duration.ofSeconds(30)));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRoundPlansNothingForPinsThatWereReplacedMeanwhile() {
        var told = pushedMeanwhile(() -> round.pin(Round.pinned(matured), other));

        assertEquals(List.of(), every(told, CandidateFound.class));
    }

    @Test
    void aRoundPlansNothingForATagThatIsPinnedNoMore() {
        var told = pushedMeanwhile(() -> round.pin(other));

        assertEquals(List.of(), every(told, CandidateFound.class));
    }

    /** The round's look began before the pin was written, so it says nothing about it. */
    @Test
    void aLookThatBeganBeforeDoesNotMakeANewerPinOld() {
        var told = pushedMeanwhile(() -> round.pin(Round.pinned(round.point("c")), other));

        assertEquals(List.of(), every(told, CandidateFound.class));
    }
}
