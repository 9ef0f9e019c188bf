package dev.pinwheel.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.StepFailed;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ActingTest {

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Bus bus = new Bus(vertx, (event, failure) -> failures.add(failure));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void hearsThatAStepFailedOfWhatItDoesNotKnow() throws Exception {
        try (var round = new Round(folder)) {
            bus.record(event -> new Recorded<>(0, event)).await();
            bus.hear(StepFailed.class, round.cycle().acting()::failed).await();

            bus.tell(new StepFailed(round.now(), "CycleStarted", "nobody knows it", "the disk is full"));
            bus.awaitQuiet();

            assertEquals(List.of(), failures);
        }
    }
}
