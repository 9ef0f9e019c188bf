package dev.pinwheel.candidate;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.History;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Rebuilds each candidate that is found, once. */
public final class RebuildVerticle extends VerticleBase {

    private final Bus bus;
    private final History history;
    private final Rebuilding rebuilding;

    public RebuildVerticle(Bus bus, History history, Rebuilding rebuilding) {
        this.bus = bus;
        this.history = history;
        this.rebuilding = rebuilding;
    }

    @Override
    public Future<?> start() {
        return bus.hear(CandidateFound.class, this::rebuild);
    }

    private void rebuild(CandidateFound found) {
        var recorded = history.progress(found.attempt())
                .filter(progress -> progress.rebuilt().isPresent());
        if (recorded.isEmpty()) {
            bus.tell(rebuilding.rebuild(found));
        }
    }
}
