package dev.pinwheel.audit;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.journal.Entries;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/** Deletes evidence past its retention after a cycle, once a day. */
public final class RetentionVerticle extends VerticleBase {

    private static final Duration PAUSE = Duration.ofDays(1);

    private final Bus bus;
    private final Entries entries;
    private final Retention retention;
    private Instant next = Instant.MIN;

    public RetentionVerticle(Bus bus, Entries entries, Retention retention) {
        this.bus = bus;
        this.entries = entries;
        this.retention = retention;
    }

    @Override
    public Future<?> start() {
        return bus.hear(CycleCompleted.class, this::run);
    }

    private void run(CycleCompleted done) {
        if (done.at().isBefore(next)) {
            return;
        }
        next = done.at().plus(PAUSE);
        try {
            retention.run(entries, bus::tell);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
