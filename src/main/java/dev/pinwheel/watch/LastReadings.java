package dev.pinwheel.watch;

import dev.pinwheel.event.History;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.pin.PinJson;
import java.io.IOException;
import java.util.Optional;

/** What sources were read to pin last, as the ledger and the evidence have it: for one that cannot be read now. */
record LastReadings(History history, Evidence evidence) {

    /**
     * What a source pinned when it was read last; empty if it never was.
     *
     * @throws IOException if what was read is not in the evidence any more
     */
    Optional<PinnedSource> of(Source source) throws IOException {
        var read = history.lastRead(source).map(Recorded::event);
        return read.isEmpty() ? Optional.empty() : Optional.of(pinned(read.get()));
    }

    private PinnedSource pinned(SourceRead read) throws IOException {
        var pins = PinJson.pinned(evidence.get(read.report()));
        return new PinnedSource(read.source(), read.branch(), read.commit(), pins);
    }
}
