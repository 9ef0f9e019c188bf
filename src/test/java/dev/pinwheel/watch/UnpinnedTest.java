package dev.pinwheel.watch;

import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.WatchEnded;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What fails and is pinned no more fails no more. */
@Timeout(60)
class UnpinnedTest {

    private static final Digest DIGEST = Digest.of(new byte[] {1});
    private static final Intervals INTERVALS = new Intervals(
            Intervals.DEFAULT.least(),
            Intervals.DEFAULT.most(),
            Intervals.DEFAULT.gap(),
            Intervals.DEFAULT.liveness(),
            Duration.ofMillis(300));
    private static final Watch OTHER = Watch.parse("other.test/base/debian:12");
    private static final Watch MIRROR = Watch.parse("mirror.test/base/debian:12");

    @TempDir
    private Path folder;

    private Round round;

    @BeforeEach
    void failingTag() throws IOException {
        var rules =
                new Rules(Round.RULES.settling(), Round.RULES.retry(), INTERVALS, Map.of("other.test", "mirror.test"));
        round = new Round(folder, rules, "app", "lib");
        round.point(OTHER, "a");
        round.registry().fail(Round.TAG, new Resolution.Denied("403"));
        round.pin(Round.pinned(DIGEST));
    }

    @AfterEach
    void close() {
        round.close();
    }

    private void unpin() throws IOException {
        round.pin(OTHER + "@" + DIGEST);
    }

    @Test
    void aTagThatFailsAndIsPinnedNoMoreEndsOnce() throws Exception {
        var failed = one(round.run(), LookFailed.class);
        unpin();

        var end = one(round.run(), WatchEnded.class);

        assertEquals(Round.TAG, end.watch());
        assertEquals(failed.at(), end.failed());
        assertEquals(List.of(), every(round.run(), WatchEnded.class));
        round.restart();
        assertEquals(List.of(), every(round.run(), WatchEnded.class));
    }

    @Test
    void isAFailureAgainWhenItIsPinnedAgain() throws Exception {
        round.run();
        unpin();
        round.run();
        round.pin(Round.pinned(DIGEST));
        round.restart();

        assertEquals(Round.TAG, one(round.run(), LookFailed.class).watch());
    }

    @Test
    void hasNothingToRecoverFromWhenItIsPinnedAgainAndAnswers() throws Exception {
        round.run();
        unpin();
        round.run();
        round.registry().heal(Round.TAG);
        round.point("a");
        round.pin(Round.pinned(DIGEST));

        assertEquals(List.of(), every(round.run(), LookRecovered.class));
    }

    @Test
    void doesNotEndWhileAnotherSourcePinsIt() throws Exception {
        round.run();
        round.pinFirst(OTHER + "@" + DIGEST);

        assertEquals(List.of(), every(round.run(), WatchEnded.class));
    }

    /** Nobody knows what a source pins that could not be read since the start. */
    @Test
    void endsOnlyWhenEverySourceIsKnown() throws Exception {
        round.run();
        unpin();
        round.restart();
        var lib = folder.resolve("lib.git");
        Files.move(lib, folder.resolve("away"));

        var told = round.run();
        assertEquals(1, every(told, SourceUnreadable.class).size());
        assertEquals(List.of(), every(told, WatchEnded.class));
        Files.move(folder.resolve("away"), lib);

        assertEquals(Round.TAG, one(round.run(), WatchEnded.class).watch());
    }

    /** What a round that goes on has found is told when it is done, which would be after the end. */
    @Test
    void endsOnlyWhenItsRegistrysRoundIsDone() throws Exception {
        var slow = Watch.parse("registry.test/base/slow:1");
        round.pin(Round.pinned(DIGEST), slow + "@" + round.point(slow, "a"));
        round.run();
        var goOn = new CountDownLatch(1);
        round.asked().before(watch -> {
            if (watch.equals(slow)) {
                await(goOn);
            }
        });
        round.pass(Duration.ofHours(7));
        round.run(CycleStarted.Scope.DUE);
        unpin();

        assertEquals(List.of(), every(round.run(CycleStarted.Scope.DUE), WatchEnded.class));
        goOn.countDown();

        assertEquals(Round.TAG, one(round.run(), WatchEnded.class).watch());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMirrorsTagEndsWithTheTagThatItMirrors() throws Exception {
        round.registry().fail(MIRROR, new Resolution.Denied("403"));
        unpin();
        assertEquals(MIRROR, one(round.run(), LookFailed.class).watch());
        assertEquals(List.of(), every(round.run(), WatchEnded.class));
        round.pin(Round.pinned(DIGEST));

        assertEquals(MIRROR, one(round.run(), WatchEnded.class).watch());
    }

    @Test
    void manyTagsEndInOneEntryBesideTheFirstTen() throws Exception {
        var tags = IntStream.range(0, 30)
                .mapToObj(number -> Watch.parse("registry.test/base/image:" + number))
                .toList();
        tags.forEach(tag -> round.registry().fail(tag, new Resolution.Denied("403")));
        round.pin(tags.stream().map(tag -> tag + "@" + DIGEST).toArray(String[]::new));
        round.run();
        round.pin(tags.stream().map(tag -> OTHER + "@" + DIGEST).toArray(String[]::new));

        var told = round.run();

        var end = one(told, RegistryOutage.class);
        assertEquals(10, every(told, WatchEnded.class).size());
        assertEquals(20, end.tags());
        assertTrue(end.over() && end.isUnpinned());
        round.restart();
        assertEquals(List.of(), ends(round.run()));
        round.pin(tags.stream().map(tag -> tag + "@" + DIGEST).toArray(String[]::new));
        assertEquals(20, one(round.run(), RegistryOutage.class).tags());
    }

    private static List<Event> ends(List<Event> told) {
        return told.stream()
                .filter(event -> event instanceof WatchEnded || event instanceof RegistryOutage)
                .toList();
    }
}
