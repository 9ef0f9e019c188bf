package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final Lane lane = new Lane(asked::incrementAndGet);

    private CompletableFuture<Void> enter() {
        var before = asked.get();
        var entered = CompletableFuture.runAsync(
                () -> {
                    try {
                        lane.enter();
                    } catch (Trouble trouble) {
                        throw new IllegalStateException(trouble);
                    }
                },
                task -> Thread.ofVirtual().start(task));
        while (asked.get() == before) {
            Thread.onSpinWait();
        }
        return entered;
    }

    @Test
    void isClosedUntilItHasAWidth() {
        var entered = enter();
        assertEquals(0, lane.busy());

        lane.widen(1);
        entered.join();

        assertEquals(1, lane.busy());
    }

    @Test
    void whoIsThroughStaysSoWhenItNarrowsAndTheNextWaits() throws Trouble {
        lane.widen(2);
        lane.enter();
        lane.enter();
        lane.widen(1);
        var third = enter();

        lane.leave();
        assertEquals(1, lane.busy());
        lane.leave();
        third.join();

        assertEquals(1, lane.busy());
    }

    /** As with a rate of one request a second, where two hundred and more are before it. */
    @Test
    void whoWaitsLongIsNotToldSoWhileOthersTurnsCome() throws Trouble {
        lane.widen(1);
        lane.enter();
        var waiting = Stream.generate(this::enter).limit(10).toList();

        for (var minute = 0; minute < 40; minute += 4) {
            lane.check(TimeUnit.MINUTES.toNanos(minute));
            lane.leave();
            lane.check(TimeUnit.MINUTES.toNanos(minute + 2));
        }

        waiting.forEach(CompletableFuture::join);
        assertEquals(1, lane.busy());
    }

    @Test
    void whoWaitsWhereNobodysTurnComesIsToldAfterAWhile() throws Trouble {
        lane.widen(1);
        lane.enter();
        lane.check(0);
        var waiting = enter();
        while (!lane.hasWaiting()) {
            Thread.onSpinWait();
        }
        lane.check(TimeUnit.MINUTES.toNanos(60));
        lane.check(TimeUnit.MINUTES.toNanos(64));
        assertTrue(lane.hasWaiting(), "a lane that was not in use stood still for nobody");

        lane.check(TimeUnit.MINUTES.toNanos(65));

        var told = assertThrows(CompletionException.class, waiting::join).getCause();
        assertTrue(String.valueOf(told).contains("nor anybody's for 5 min"), String.valueOf(told));
        assertEquals(1, lane.busy());
    }

    @Test
    void whoWaitsWhenItIsClosedIsTold() {
        var entered = enter();
        lane.close();

        assertThrows(Exception.class, entered::join);
        assertThrows(Trouble.class, lane::enter);
        assertEquals(0, lane.busy());
    }
}
