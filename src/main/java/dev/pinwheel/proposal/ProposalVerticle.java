package dev.pinwheel.proposal;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.History;
import dev.pinwheel.event.Progress;
import dev.pinwheel.event.Verdict;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Proposes each candidate that was accepted, once. */
public final class ProposalVerticle extends VerticleBase {

    private final Bus bus;
    private final History history;
    private final Proposing proposing;

    public ProposalVerticle(Bus bus, History history, Proposing proposing) {
        this.bus = bus;
        this.history = history;
        this.proposing = proposing;
    }

    @Override
    public Future<?> start() {
        return bus.hear(CandidateJudged.class, this::propose);
    }

    private void propose(CandidateJudged judged) {
        if (judged.verdict() == Verdict.ACCEPTED) {
            history.progress(judged.attempt()).filter(Progress::isOpen).ifPresent(this::propose);
        }
    }

    private void propose(Progress progress) {
        bus.tell(proposing.propose(progress));
    }
}
