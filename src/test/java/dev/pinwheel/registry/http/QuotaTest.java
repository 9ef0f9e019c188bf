package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.Hands;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.registry.Budget;
import dev.pinwheel.registry.Demand;
import dev.pinwheel.registry.Share;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QuotaTest {

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch beaten = new CountDownLatch(2);
    private final Quota quota =
            new Quota(vertx, new RegistryHost("registry.test"), HostSettings.DEFAULT, new Nothing(beaten), new Hands());

    @AfterEach
    void close() {
        quota.close();
        vertx.close().await();
    }

    /** A budget that other nodes use up. */
    private record Nothing(CountDownLatch asked) implements Budget {

        @Override
        public Share share(RegistryHost host, Demand demand) {
            asked.countDown();
            return new Share(0, 2, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
        }

        @Override
        public void leave(RegistryHost host) {}

        @Override
        public void close() {}
    }

    @Test
    void isBusyWhileSomebodyWaitsThoughNobodyIsThrough() throws InterruptedException {
        assertFalse(quota.isBusy());

        Thread.startVirtualThread(() -> enter(quota.looks()));

        assertTrue(beaten.await(20, TimeUnit.SECONDS));
        assertTrue(quota.isBusy());
    }

    @Test
    void whoWaitsWhereNobodysTurnComesIsToldAfterAWhile() throws InterruptedException {
        var waiting = Thread.startVirtualThread(() -> enter(quota.looks()));
        while (!quota.looks().hasWaiting() || beaten.getCount() > 1) {
            Thread.onSpinWait();
        }

        quota.beat(System.nanoTime() + TimeUnit.MINUTES.toNanos(6));
        quota.beat(System.nanoTime() + TimeUnit.MINUTES.toNanos(12));

        assertTrue(waiting.join(Duration.ofSeconds(20)));
    }

    private static void enter(Lane lane) {
        try {
            lane.enter();
        } catch (Trouble closed) {
            return;
        }
    }
}
