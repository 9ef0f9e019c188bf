package dev.pinwheel.candidate;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.History;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Scans each candidate that was rebuilt, once. */
public final class ScanVerticle extends VerticleBase {

    private final Bus bus;
    private final History history;
    private final Scanning scanning;

    public ScanVerticle(Bus bus, History history, Scanning scanning) {
        this.bus = bus;
        this.history = history;
        this.scanning = scanning;
    }

    @Override
    public Future<?> start() {
        return bus.hear(CandidateRebuilt.class, this::scan);
    }

    private void scan(CandidateRebuilt rebuilt) {
        var recorded = history.progress(rebuilt.attempt())
                .filter(progress -> progress.scanned().isPresent());
        if (recorded.isEmpty()) {
            bus.tell(scanning.scan(rebuilt));
            scanning.tidy(rebuilt.attempt());
        }
    }
}
