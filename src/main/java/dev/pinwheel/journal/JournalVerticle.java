package dev.pinwheel.journal;

import dev.pinwheel.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Records every event that is told on the bus before anybody hears it. */
public final class JournalVerticle extends VerticleBase {

    private final Bus bus;
    private final Journal journal;

    public JournalVerticle(Bus bus, Journal journal) {
        this.bus = bus;
        this.journal = journal;
    }

    @Override
    public Future<?> start() {
        return bus.record(journal::append);
    }
}
