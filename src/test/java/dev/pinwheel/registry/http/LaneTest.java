package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
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

    @Test
    void whoWaitsWhenItIsClosedIsTold() {
        var entered = enter();
        lane.close();

        assertThrows(Exception.class, entered::join);
        assertThrows(Trouble.class, lane::enter);
        assertEquals(0, lane.busy());
    }
}
