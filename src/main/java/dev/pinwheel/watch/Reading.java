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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What the sources pin; a source whose commit has not changed is not read again. */
final class Reading {

    private static final String PINS = "application/vnd.pinwheel.pins.v1+json";

    /** How many sources are read at once. */
    private static final int AT_ONCE = 4;

    /** How many may be read at once besides, because hints speak of them; others wait for their turn. */
    private static final int HINTED_AT_ONCE = 16;

    private final List<Source> watched;
    private final Sources sources;
    private final PinReader reader;
    private final Evidence evidence;
    private final LastReadings before;
    private final Clock clock;
    private final Map<Source, PinnedSource> known = new ConcurrentHashMap<>();
    private final Semaphore hinted = new Semaphore(HINTED_AT_ONCE, true);
    private final Set<Source> recalled = ConcurrentHashMap.newKeySet();
    private final Set<Source> neverRead = ConcurrentHashMap.newKeySet();
    private final Shared shared = new Shared();
    private final AtomicBoolean hasChanged = new AtomicBoolean();
    private volatile Pinnings pinnings = Pinnings.NONE;
    private volatile boolean isComplete;

    Reading(Watching watching) {
        this.watched = watching.watched();
        this.sources = watching.sources();
        this.reader = watching.pins();
        this.evidence = watching.evidence();
        this.before = new LastReadings(watching.history(), watching.evidence());
        this.clock = watching.clock();
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
        isComplete = isComplete
                || watched.stream().allMatch(source -> known.containsKey(source) || neverRead.contains(source));
    }

    /** What a source that may have changed pins now, if it is one of ours and can be read. */
    Optional<PinnedSource> read(SourceChanged change, Consumer<Event> tell) {
        if (!watched.contains(change.source())) {
            return Optional.empty();
        }
        hinted.acquireUninterruptibly();
        try {
            return read(change.source(), change.at(), tell);
        } finally {
            hinted.release();
            gather();
        }
    }

    /** Which tags every source pinned when it was read last. */
    Pinnings pinnings() {
        return pinnings;
    }

    /** What a source pinned when it was read last, if it was. */
    Optional<PinnedSource> now(Source source) {
        return Optional.ofNullable(known.get(source));
    }

    /** Whether it is known of every source what it pins, or pinned when it was read last, or that it never was read. */
    boolean isComplete() {
        return isComplete;
    }

    private Optional<PinnedSource> read(Source source, Instant started, Consumer<Event> tell) {
        try {
            return Optional.of(pinned(sources.snapshot(source), tell));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            var reason = e.getMessage() + recall(source);
            tell.accept(new SourceUnreadable(clock.instant(), started, source, reason));
            return Optional.empty();
        }
    }

    /** Takes up what a source pinned before this process began, and says what there is to say if that is lost. */
    private String recall(Source source) {
        if (known.containsKey(source) || neverRead.contains(source)) {
            return "";
        }
        try {
            before.of(source).ifPresentOrElse(this::recall, () -> neverRead.add(source));
            return "";
        } catch (IOException | RuntimeException e) {
            return "; what it pinned last is lost, too, so none of its tags is looked at for it: " + e.getMessage();
        }
    }

    /** What a hint has read meanwhile is newer. */
    private void recall(PinnedSource last) {
        if (known.putIfAbsent(last.source(), kept(last)) == null) {
            recalled.add(last.source());
            hasChanged.set(true);
        }
    }

    private PinnedSource pinned(Snapshot snapshot, Consumer<Event> tell) {
        var known = this.known.get(snapshot.source());
        if (known != null && known.commit().equals(snapshot.commit()) && !recalled.contains(snapshot.source())) {
            return known;
        }
        var report = reader.read(snapshot.files());
        tell.accept(fact(snapshot, report));
        recalled.remove(snapshot.source());
        return keep(new PinnedSource(snapshot.source(), snapshot.branch(), snapshot.commit(), report.pinned()));
    }

    private PinnedSource keep(PinnedSource read) {
        var pinned = kept(read);
        known.put(read.source(), pinned);
        hasChanged.set(true);
        return pinned;
    }

    private PinnedSource kept(PinnedSource read) {
        return new PinnedSource(read.source(), read.branch(), read.commit(), shared.of(read.pins()));
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
