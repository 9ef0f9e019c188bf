package dev.pinwheel.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.Hands;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.pin.Dialect;
import dev.pinwheel.pin.PinReader;
import dev.pinwheel.registry.InMemoryRegistry;
import dev.pinwheel.source.Change;
import dev.pinwheel.source.Snapshot;
import dev.pinwheel.source.SourceException;
import dev.pinwheel.source.Sources;
import dev.pinwheel.source.Written;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HintedReadingsTest {

    private static final int BEARABLE = 16;

    @TempDir
    private Path folder;

    private final List<Source> sources = IntStream.range(0, 100)
            .mapToObj(number -> new Source("https://git.example.com/" + number))
            .toList();

    private final List<Event> told = new CopyOnWriteArrayList<>();

    /** Cannot be read, and is slow to say so until more than can be borne have been asked for at once. */
    private static final class Slow implements Sources {

        private final CountDownLatch tooMany = new CountDownLatch(BEARABLE + 1);
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public Snapshot snapshot(Source source) throws SourceException {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            tooMany.countDown();
            try {
                tooMany.await(500, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                inside.decrementAndGet();
            }
            throw unreadable();
        }

        @Override
        public Snapshot snapshot(Source source, String branch, String commit) throws SourceException {
            throw unreadable();
        }

        @Override
        public void checkOut(Source source, String commit, Path directory) throws SourceException {
            throw unreadable();
        }

        @Override
        public Written write(Source source, Change change) throws SourceException {
            throw unreadable();
        }

        private static SourceException unreadable() {
            return new SourceException("there is nothing to read");
        }
    }

    @Test
    void ofManySourcesThatAMessageNamesOnlyAFewAreReadAtOnceAndAllInTheEnd() {
        var slow = new Slow();
        var clock = new Hands();
        try (var journal = Journals.open(folder.resolve("data"), clock)) {
            var watching = new Watching(
                    sources,
                    slow,
                    new PinReader(Dialect.STANDARD),
                    new InMemoryRegistry(),
                    journal,
                    new Evidence(folder.resolve("evidence")),
                    Round.RULES,
                    new FileLookLines(folder.resolve("watch")),
                    clock);
            var cycle = watching.cycle(new Acting.Telling(told::add, told::add));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                sources.stream()
                        .map(source ->
                                new SourceChanged(clock.instant(), "github", "1", source, "installation created"))
                        .forEach(change -> threads.execute(() -> cycle.hints().changed(change)));
            }
        }

        assertEquals(BEARABLE, slow.most.get());
        assertEquals(sources.size(), Round.every(told, SourceUnreadable.class).size());
    }
}
