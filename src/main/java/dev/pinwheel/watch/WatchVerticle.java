package dev.pinwheel.watch;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.StepFailed;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Runs a cycle whenever one is due. */
public final class WatchVerticle extends VerticleBase {

    private final Bus bus;
    private final Cycle cycle;

    public WatchVerticle(Bus bus, Watching watching) {
        this.bus = bus;
        this.cycle = watching.cycle(new Cycle.Telling(bus::tell, bus::announce));
    }

    @Override
    public Future<?> start() {
        return Future.all(bus.hear(CycleStarted.class, cycle::run), bus.hear(StepFailed.class, cycle::failed));
    }
}
