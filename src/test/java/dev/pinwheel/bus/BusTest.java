package dev.pinwheel.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.BotStopped;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BusTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final CycleStarted DUE = new CycleStarted(NOON, "test");

    private final Vertx vertx = Vertx.vertx();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Bus bus = new Bus(vertx, (event, failure) -> failures.add(failure));

    @BeforeEach
    void recordEverything() {
        bus.record(this::number).await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Recorded<Event> number(Event event) {
        seen.add("recorded");
        return new Recorded<>(7, event);
    }

    @Test
    void recordsAnEventBeforeAnybodyHearsIt() throws Exception {
        bus.hear(CycleStarted.class, due -> seen.add("heard")).await();

        var recorded = bus.tell(DUE);

        bus.awaitQuiet();
        assertEquals(List.of("recorded", "heard"), seen);
        assertEquals(7, recorded.index());
    }

    @Test
    void passesTheEventItselfAndNotACopy() throws Exception {
        var heard = new CopyOnWriteArrayList<Event>();
        bus.hear(CycleStarted.class, heard::add).await();

        bus.tell(DUE);

        bus.awaitQuiet();
        assertSame(DUE, heard.getFirst());
    }

    @Test
    void handsOnWhatAHearerThrows() throws Exception {
        var bad = new IllegalStateException("no");
        bus.hear(CycleStarted.class, due -> {
                    throw bad;
                })
                .await();

        bus.tell(DUE);

        bus.awaitQuiet();
        assertEquals(List.of(bad), failures);
    }

    @Test
    void isQuietOnlyWhenWhatAHearerToldIsHeardToo() throws Exception {
        vertx.deployVerticle(new Teller(), new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        bus.hear(BotStopped.class, stopped -> seen.add("stopped")).await();

        bus.tell(DUE);

        bus.awaitQuiet();
        assertEquals("stopped", seen.getLast());
    }

    @Test
    void losesNoEventWhileAHearerWaits() throws Exception {
        var gate = new CountDownLatch(1);
        var heard = new AtomicInteger();
        vertx.deployVerticle(
                        new Waiter(gate, heard),
                        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();

        for (var i = 0; i < 3_000; i++) {
            bus.announce(DUE);
        }
        gate.countDown();
        bus.awaitQuiet();

        assertEquals(3_000, heard.get());
    }

    @Test
    void tellsNobodyWhatCouldNotBeRecorded() {
        try (var other = new Recorderless()) {
            other.bus.hear(CycleStarted.class, due -> seen.add("heard")).await();

            var failure = assertThrows(RuntimeException.class, () -> other.bus.tell(DUE));

            assertEquals("cannot write: disk full", failure.getMessage());

            assertEquals(List.of(), seen);
        }
    }

    @Test
    void hearsEachEventApart() throws Exception {
        var gate = new CountDownLatch(1);
        var both = new CountDownLatch(2);
        bus.hearApart(CycleStarted.class, due -> {
                    both.countDown();
                    await(gate);
                })
                .await();

        bus.tell(DUE);
        bus.tell(DUE);

        assertTrue(both.await(10, TimeUnit.SECONDS));
        gate.countDown();
        bus.awaitQuiet();
    }

    @Test
    void tellsNothingAfterTheLastEventAndCallsWhatEndsForItNoFailure() throws Exception {
        var gate = new CountDownLatch(1);
        bus.hearApart(CycleStarted.class, due -> {
                    await(gate);
                    bus.tell(due);
                })
                .await();
        bus.hear(BotStopped.class, stopped -> seen.add("stopped")).await();
        bus.tell(DUE);

        bus.stop(new BotStopped(NOON));
        gate.countDown();

        bus.awaitQuiet();
        assertThrows(StoppedException.class, () -> bus.tell(DUE));
        assertEquals(List.of("recorded", "recorded", "stopped"), seen);
        assertEquals(List.of(), failures);
    }

    private static void await(CountDownLatch gate) {
        try {
            assertTrue(gate.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells another event when it hears of a cycle. */
    private final class Teller extends VerticleBase {

        @Override
        public Future<?> start() {
            return bus.hear(CycleStarted.class, due -> bus.tell(new BotStopped(due.at())));
        }
    }

    /** Hears nothing before the gate opens. */
    private final class Waiter extends VerticleBase {

        private final CountDownLatch gate;
        private final AtomicInteger heard;

        Waiter(CountDownLatch gate, AtomicInteger heard) {
            this.gate = gate;
            this.heard = heard;
        }

        @Override
        public Future<?> start() {
            return bus.hear(CycleStarted.class, due -> {
                vertx.executeBlocking(() -> gate.await(30, TimeUnit.SECONDS)).await();
                heard.incrementAndGet();
            });
        }
    }

    /** A bus whose recorder fails as one does on a full disk. */
    private static final class Recorderless implements AutoCloseable {

        private final Vertx vertx = Vertx.vertx();
        private final Bus bus = new Bus(vertx, (event, failure) -> {});

        Recorderless() {
            bus.record(event -> {
                        throw new IllegalStateException("cannot write", new IOException("disk full"));
                    })
                    .await();
        }

        @Override
        public void close() {
            vertx.close().await();
        }
    }
}
