package dev.pinwheel.watch;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.pin.PinJson;
import dev.pinwheel.pin.PinReader;
import dev.pinwheel.pin.PinReport;
import dev.pinwheel.source.Snapshot;
import dev.pinwheel.source.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What the sources pin; a source whose commit has not changed is not read again. */
final class Reading {

    private static final String PINS = "application/vnd.pinwheel.pins.v1+json";

    /** How many sources are read at once. */
    private static final int AT_ONCE = 4;

    private final List<Source> watched;
    private final Sources sources;
    private final PinReader reader;
    private final Evidence evidence;
    private final Clock clock;
    private final Map<Source, PinnedSource> known = new ConcurrentHashMap<>();
    private final Shared shared = new Shared();
    private final AtomicBoolean hasChanged = new AtomicBoolean();
    private volatile Pinnings pinnings = Pinnings.NONE;

    Reading(List<Source> watched, Sources sources, PinReader reader, Evidence evidence, Clock clock) {
        this.watched = watched;
        this.sources = sources;
        this.reader = reader;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** Reads what each source pins now, and says how many could be read; of another it is known what it pinned last. */
    int read(CycleStarted cycle, Consumer<Event> tell) {
        var read = new AtomicInteger();
        Fanning.over(
                watched, AT_ONCE, source -> read(source, cycle.at(), tell).ifPresent(pinned -> read.incrementAndGet()));
        gather();
        return read.get();
    }

    private synchronized void gather() {
        if (hasChanged.getAndSet(false)) {
            pinnings = new Pinnings(known.values());
        }
    }

    /** What a source that may have changed pins now, if it is one of ours and can be read. */
    Optional<PinnedSource> read(SourceChanged change, Consumer<Event> tell) {
        if (!watched.contains(change.source())) {
            return Optional.empty();
        }
        var read = read(change.source(), change.at(), tell);
        gather();
        return read;
    }

    /** Whether each source has been read: of none it is unknown what it pins. */
    boolean isComplete() {
        return known.keySet().containsAll(watched);
    }

    /** Which tags every source pinned when it was read last. */
    Pinnings pinnings() {
        return pinnings;
    }

    private Optional<PinnedSource> read(Source source, Instant started, Consumer<Event> tell) {
        try {
            return Optional.of(pinned(sources.snapshot(source), tell));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            tell.accept(new SourceUnreadable(clock.instant(), started, source, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private PinnedSource pinned(Snapshot snapshot, Consumer<Event> tell) {
        var before = known.get(snapshot.source());
        if (before != null && before.commit().equals(snapshot.commit())) {
            return before;
        }
        var report = reader.read(snapshot.files());
        tell.accept(fact(snapshot, report));
        var pins = shared.of(report.pinned());
        var pinned = new PinnedSource(snapshot.source(), snapshot.branch(), snapshot.commit(), pins);
        known.put(snapshot.source(), pinned);
        hasChanged.set(true);
        return pinned;
    }

    private SourceRead fact(Snapshot snapshot, PinReport report) {
        try {
            return new SourceRead(
                    clock.instant(),
                    snapshot.source(),
                    snapshot.branch(),
                    snapshot.commit(),
                    report.pins().size(),
                    report.problems().size(),
                    evidence.put(PINS, PinJson.of(report).toString().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("tried to store what " + snapshot.source() + " pins", e);
        }
    }
}
