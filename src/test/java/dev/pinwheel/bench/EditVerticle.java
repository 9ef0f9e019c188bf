package dev.pinwheel.bench;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.pin.PinReader;
import dev.pinwheel.pin.RefusedEditException;
import dev.pinwheel.pin.Repin;
import dev.pinwheel.proposal.Naming;
import dev.pinwheel.source.Change;
import dev.pinwheel.source.Sources;
import dev.pinwheel.source.Written;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes each candidate straight to its branch and diff. */
final class EditVerticle extends VerticleBase {

    private final Bus bus;
    private final Sources sources;
    private final PinReader pins;
    private final AtomicInteger diffs = new AtomicInteger();

    EditVerticle(Bus bus, Sources sources, PinReader pins) {
        this.bus = bus;
        this.sources = sources;
        this.pins = pins;
    }

    @Override
    public Future<?> start() {
        return bus.hear(CandidateFound.class, this::edit);
    }

    int diffs() {
        return diffs.get();
    }

    private void edit(CandidateFound found) {
        var candidate = found.attempt().candidate();
        try {
            var files = sources.snapshot(candidate.source(), found.branch(), found.commit())
                    .files();
            var change = new Change(
                    Naming.branch(candidate.source(), candidate.watch()),
                    found.commit(),
                    Repin.move(files, candidate.watch(), candidate.digest(), pins),
                    Naming.title(candidate),
                    found.at(),
                    Optional.empty());
            if (sources.write(candidate.source(), change) instanceof Written.Done done
                    && !done.diff().isEmpty()) {
                diffs.incrementAndGet();
            }
        } catch (IOException | RefusedEditException e) {
            throw new IllegalStateException(e);
        }
    }
}
