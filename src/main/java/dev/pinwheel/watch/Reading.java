package dev.pinwheel.watch;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.pin.Dialect;
import dev.pinwheel.pin.PinJson;
import dev.pinwheel.pin.PinReport;
import dev.pinwheel.pin.Pins;
import dev.pinwheel.source.Snapshot;
import dev.pinwheel.source.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What the sources pin; a source whose commit has not changed is not read again. */
final class Reading {

    private static final String PINS = "application/vnd.pinwheel.pins.v1+json";

    private final List<Source> watched;
    private final Sources sources;
    private final Dialect dialect;
    private final Evidence evidence;
    private final Watchlist watchlist;
    private final Clock clock;
    private final Map<Source, PinnedSource> known = new ConcurrentHashMap<>();

    Reading(
            List<Source> watched,
            Sources sources,
            Dialect dialect,
            Evidence evidence,
            Watchlist watchlist,
            Clock clock) {
        this.watched = watched;
        this.sources = sources;
        this.dialect = dialect;
        this.evidence = evidence;
        this.watchlist = watchlist;
        this.clock = clock;
    }

    /** What each source pins now; one that cannot be read is told of and left out. */
    List<PinnedSource> read(CycleStarted cycle, Consumer<Event> tell) {
        var read = new ArrayList<PinnedSource>();
        for (var source : watched) {
            try {
                read.add(pinned(sources.snapshot(source), tell));
            } catch (IOException | RuntimeException | StackOverflowError e) {
                tell.accept(new SourceUnreadable(clock.instant(), cycle.at(), source, String.valueOf(e.getMessage())));
            }
        }
        return read;
    }

    private PinnedSource pinned(Snapshot snapshot, Consumer<Event> tell) {
        var before = known.get(snapshot.source());
        if (before != null && before.commit().equals(snapshot.commit())) {
            return before;
        }
        var report = Pins.in(snapshot.files(), dialect);
        tell.accept(fact(snapshot, report));
        var pinned = new PinnedSource(snapshot.source(), snapshot.branch(), snapshot.commit(), report.pinned());
        known.put(snapshot.source(), pinned);
        watchlist.put(pinned.source(), pinned.pins().keySet());
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
