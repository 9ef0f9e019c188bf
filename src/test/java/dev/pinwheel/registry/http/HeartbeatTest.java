package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HeartbeatTest {

    /** A life that nothing goes well in. */
    private record Failing(CountDownLatch beats, Class<? extends Throwable> how) implements Heartbeat.Life {

        @Override
        public boolean isBusy() {
            return false;
        }

        @Override
        public void beat() {
            beats.countDown();
            if (how.equals(StackOverflowError.class)) {
                throw new StackOverflowError("as the test wants");
            }
            throw new IllegalStateException("as the test wants");
        }

        @Override
        public void rest() {}
    }

    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, IllegalStateException.class})
    void goesOnAfterABeatThatFailed(Class<? extends Throwable> how) throws InterruptedException {
        var beats = new CountDownLatch(3);
        try (var heart = new Heartbeat("pinwheel-test", new Failing(beats, how))) {
            heart.use();

            assertTrue(beats.await(20, TimeUnit.SECONDS));
        }
    }
}
