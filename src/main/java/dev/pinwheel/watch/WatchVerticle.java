package dev.pinwheel.watch;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.ProposalRefused;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs a cycle whenever one is due, and looks whenever somebody asks. */
public final class WatchVerticle extends VerticleBase {

    private static final DeploymentOptions ON_VIRTUAL_THREADS =
            new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);

    private final Bus bus;
    private final Cycle cycle;
    private final Rounds rounds;

    public WatchVerticle(Bus bus, Watching watching, Rounds rounds) {
        this.bus = bus;
        this.cycle = watching.cycle(new Acting.Telling(bus::tell, bus::announce));
        this.rounds = rounds;
    }

    /** A cycle that waits keeps no hint and no step waiting, and no hint another one. */
    @Override
    public Future<?> start() {
        var steps = cycle.acting();
        return Future.all(
                part(() -> bus.hear(CycleStarted.class, cycle::run)),
                bus.hearApart(LookAsked.class, cycle.hints()::asked),
                bus.hearApart(SourceChanged.class, cycle.hints()::changed),
                part(() -> Future.all(
                        bus.hear(CandidateRebuilt.class, steps::underWay),
                        bus.hear(CandidateScanned.class, steps::underWay),
                        bus.hear(CandidateJudged.class, steps::judged),
                        bus.hear(Proposed.class, steps::ended),
                        bus.hear(ProposalRefused.class, steps::ended),
                        bus.hear(CycleCompleted.class, rounds::completed),
                        bus.hear(StepFailed.class, this::failed))));
    }

    @Override
    public Future<?> stop() {
        cycle.hints().stop();
        return Future.succeededFuture();
    }

    private Future<?> part(Supplier<Future<?>> hearing) {
        return vertx.deployVerticle(new Part(hearing), ON_VIRTUAL_THREADS);
    }

    /** What is heard one after the other. */
    private static final class Part extends VerticleBase {

        private final Supplier<Future<?>> hearing;

        Part(Supplier<Future<?>> hearing) {
            this.hearing = hearing;
        }

        @Override
        public Future<?> start() {
            return hearing.get();
        }
    }

    private void failed(StepFailed failure) {
        rounds.failed(failure);
        cycle.acting().failed(failure);
    }

    /**
     * Whether a tag, or any of the repository's where none is named, may be pinned: by a source as it was read last, or
     * by one of which it is not known what it pins.
     */
    public boolean watches(Repository repository, Optional<Tag> tag) {
        return cycle.watches(repository, tag);
    }
}
