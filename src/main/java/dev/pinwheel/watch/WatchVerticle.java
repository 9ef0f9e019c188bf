package dev.pinwheel.watch;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.StepFailed;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Runs a cycle whenever one is due. */
public final class WatchVerticle extends VerticleBase {

    private final Bus bus;
    private final Cycle cycle;
    private final Rounds rounds;

    public WatchVerticle(Bus bus, Watching watching, Rounds rounds) {
        this.bus = bus;
        this.cycle = watching.cycle(new Cycle.Telling(bus::tell, bus::announce));
        this.rounds = rounds;
    }

    @Override
    public Future<?> start() {
        return Future.all(
                bus.hear(CycleStarted.class, cycle::run),
                bus.hear(CandidateRebuilt.class, cycle::underWay),
                bus.hear(CandidateScanned.class, cycle::underWay),
                bus.hear(CandidateJudged.class, cycle::underWay),
                bus.hear(CycleCompleted.class, rounds::completed),
                bus.hear(StepFailed.class, this::failed));
    }

    private void failed(StepFailed failure) {
        cycle.failed(failure);
        rounds.failed(failure);
    }
}
