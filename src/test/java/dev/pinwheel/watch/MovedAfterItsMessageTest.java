package dev.pinwheel.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.journal.JournalVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A registry tells of a push while it has not moved the tag yet. */
@Timeout(60)
class MovedAfterItsMessageTest {

    private static final DeploymentOptions ON_VIRTUAL_THREADS =
            new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Bus bus = new Bus(vertx, (event, failure) -> failures.add(failure));
    private Round round;

    @BeforeEach
    void watch() throws Exception {
        round = new Round(folder);
        round.pin(round.point("a"));
        var rounds = new Rounds(bus::tell, Clock.systemUTC());
        vertx.deployVerticle(new JournalVerticle(bus, round.journal()), ON_VIRTUAL_THREADS)
                .await();
        vertx.deployVerticle(new WatchVerticle(bus, round.watching(), rounds), ON_VIRTUAL_THREADS)
                .await();
        bus.tell(new CycleStarted(round.now(), "test"));
        bus.awaitQuiet();
    }

    @AfterEach
    void close() {
        vertx.close().await();
        round.close();
    }

    /** A look at once would see where the tag was. */
    @Test
    void isSeenWhereItIsThen() throws Exception {
        var lookedAt = new CountDownLatch(1);
        round.asked().after(watch -> lookedAt.countDown());
        bus.tell(new LookAsked(round.now(), "registry", "1", Round.TAG.repository(), Optional.of(Round.TAG.tag())));

        lookedAt.await(1, TimeUnit.SECONDS);
        var moved = round.point("b");
        round.pass(LookAsked.UNTIL_MOVED);
        bus.awaitQuiet();

        assertEquals(List.of(), failures);
        assertEquals(Optional.of(moved), round.journal().lastDigest(Round.TAG));
    }
}
