package dev.pinwheel.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ErrandsTest {

    private static final long LONG = Duration.ofSeconds(30).toNanos();

    private final Errands errands = new Errands();

    /** Even of more faults than there are workers. */
    @Test
    void aFaultIsThrownOnceAndLeavesNobodyWaitingForItsWorker() {
        for (var number = 0; number < 40; number++) {
            errands.add(number, () -> {
                throw new AssertionError("a fault of ours");
            });
        }

        var begun = System.nanoTime();
        var thrown = assertThrows(RuntimeException.class, () -> errands.await(LONG));

        assertEquals("java.lang.AssertionError: a fault of ours", String.valueOf(thrown.getCause()));
        assertEquals(0, (System.nanoTime() - begun) / LONG);
        errands.await(LONG);
    }

    @Test
    void whatComesAfterAFailureIsDone() {
        var done = new AtomicInteger();
        for (var number = 0; number < 40; number++) {
            errands.add("fails " + number, () -> {
                throw new IllegalStateException("the disk is full");
            });
        }
        for (var number = 0; number < 40; number++) {
            errands.add(number, done::incrementAndGet);
        }

        assertThrows(IllegalStateException.class, () -> errands.await(LONG));

        assertEquals(40, done.get());
    }
}
