package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CycleStarted;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalVerticleTest {

    private static final int INSTANCES = 8;
    private static final int EVENTS = 100;

    @TempDir
    private Path data;

    @Test
    void everyEventIsRecordedBeforeItIsHeard() throws Exception {
        var vertx = Vertx.vertx();
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var heard = new ConcurrentLinkedQueue<Long>();
        try (var journal = Journals.open(data)) {
            var bus = new Bus(vertx, (event, failure) -> failures.add(failure));
            var options = new DeploymentOptions()
                    .setThreadingModel(ThreadingModel.VIRTUAL_THREAD)
                    .setInstances(INSTANCES);
            vertx.deployVerticle(() -> new JournalVerticle(bus, journal), options)
                    .await();
            bus.hear(
                            CycleStarted.class,
                            cycle -> heard.add(journal.append(cycle).index()))
                    .await();

            var told = IntStream.range(0, EVENTS)
                    .mapToObj(number -> CompletableFuture.supplyAsync(
                            () -> bus.tell(new CycleStarted(Samples.NOW.plusMillis(number), "cron"))
                                    .index()))
                    .toList();
            var indices = told.stream().map(CompletableFuture::join).sorted().toList();

            bus.awaitQuiet();
            assertEquals(
                    IntStream.rangeClosed(1, EVENTS).mapToObj(Long::valueOf).toList(), indices);
            assertEquals(indices, heard.stream().sorted().toList());
            assertTrue(failures.isEmpty(), failures.toString());
        } finally {
            vertx.close().await();
        }
    }
}
