package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * That a place is exposed to a vulnerability, or may be, from a fact on.
 *
 * @param entry the fact's
 * @param scan the entry of the scan that found it
 * @param certain whether the scans tell that what is pinned has it
 */
record Exposure(String id, String sourcePackage, Instant since, String entry, String scan, boolean certain) {

    /** The beginning of one. */
    static Exposure begins(KnownFinding found, boolean certain, Recorded<? extends Event> fact) {
        var entry = String.valueOf(fact.index());
        return new Exposure(found.id(), found.sourcePackage(), fact.event().at(), entry, found.entry(), certain);
    }

    static Exposure read(List<String> row) {
        return new Exposure(
                row.get(0),
                row.get(1),
                Instant.parse(row.get(2)),
                row.get(3),
                row.get(4),
                Boolean.parseBoolean(row.get(5)));
    }

    /** The inverse of {@link #read}. */
    List<String> row() {
        return List.of(id, sourcePackage, since.toString(), entry, scan, String.valueOf(certain));
    }

    /** Why it is not certain; nothing where it is. */
    String doubt() {
        return certain
                ? ""
                : "not told apart: entry " + scan
                        + " scanned several pinned bases together, and does not say which of them has it";
    }

    /** A row of the answer. */
    void tell(PinnedBases.Base base, Optional<Instant> gone, String note, Answer answer) {
        answer.row(
                id,
                sourcePackage,
                base.source(),
                base.image(),
                since,
                entry,
                gone.map(Instant::toString).orElse(""),
                gone.map(end -> String.valueOf(Duration.between(since, end).toDays()))
                        .orElse(""),
                scan,
                note);
    }
}
