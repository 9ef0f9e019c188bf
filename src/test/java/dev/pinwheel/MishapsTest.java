package dev.pinwheel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.StepFailed;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MishapsTest {

    private static final CycleStarted DUE = new CycleStarted(Instant.EPOCH, "test");

    private final Vertx vertx = Vertx.vertx();
    private final List<Event> recorded = new CopyOnWriteArrayList<>();
    private final List<String> fatal = new CopyOnWriteArrayList<>();
    private final Mishaps mishaps = new Mishaps(Clock.systemUTC(), this::tell, fatal::add);
    private final Bus bus = new Bus(vertx, mishaps::met);

    @BeforeEach
    void recordEverything() {
        bus.record(this::number).await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Recorded<Event> number(Event event) {
        recorded.add(event);
        return new Recorded<>(recorded.size(), event);
    }

    private void tell(Event event) {
        bus.tell(event);
    }

    private static void fail(Event event) {
        throw new IllegalStateException("it cannot hear " + event.getClass().getSimpleName());
    }

    @Test
    void aHearerOfMishapsThatFailsIsToldNoMoreOfIt() throws Exception {
        bus.hearApart(CycleStarted.class, MishapsTest::fail).await();
        bus.hearApart(StepFailed.class, MishapsTest::fail).await();

        bus.tell(DUE);
        bus.awaitQuiet();

        assertEquals(2, recorded.size(), recorded::toString);
        assertEquals(List.of(), fatal);
    }

    @Test
    void whatFailsWhileEverythingStopsIsNoReasonForAnAlarm() throws Exception {
        bus.stop();

        new Mishaps(Clock.systemUTC(), bus::tell, fatal::add).met(DUE, new IllegalStateException("interrupted"));

        assertEquals(List.of(), fatal);
    }
}
