package dev.pinwheel.watch.quartz;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CycleTriggerTest {

    @Test
    void callsWheneverTheExpressionSays() throws Exception {
        var twice = new CountDownLatch(2);

        try (var trigger = new CycleTrigger("* * * * * ?", twice::countDown)) {
            assertTrue(twice.await(30, TimeUnit.SECONDS), () -> "no second call; the next is at " + trigger.next());
        }
    }

    @Test
    void readsExpressionsInUtc() {
        try (var trigger = new CycleTrigger("0 30 4 * * ?", () -> {})) {
            assertTrue(trigger.next().toString().endsWith("T04:30:00Z"), trigger.next()::toString);
        }
    }

    @Test
    void refusesWhatIsNoExpressionAndSaysSo() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> new CycleTrigger("every hour", () -> {}));

        assertTrue(String.valueOf(refusal.getMessage()).startsWith("'every hour' is not a Quartz cron expression"));
    }
}
