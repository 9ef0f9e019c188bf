package dev.pinwheel.policy;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.History;
import dev.pinwheel.event.Progress;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Judges each candidate that was scanned, once. */
public final class PolicyVerticle extends VerticleBase {

    private final Bus bus;
    private final History history;
    private final Judging judging;

    public PolicyVerticle(Bus bus, History history, Judging judging) {
        this.bus = bus;
        this.history = history;
        this.judging = judging;
    }

    @Override
    public Future<?> start() {
        return bus.hear(CandidateScanned.class, this::judge);
    }

    private void judge(CandidateScanned scanned) {
        history.progress(scanned.attempt())
                .filter(progress -> progress.judged().isEmpty())
                .ifPresent(this::judge);
    }

    private void judge(Progress progress) {
        bus.tell(judging.judge(progress));
    }
}
