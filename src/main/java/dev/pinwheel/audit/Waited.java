package dev.pinwheel.audit;

import dev.pinwheel.event.Candidate;
import dev.pinwheel.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A pin for which a newer digest is there, and what it last waited for. */
final class Waited {

    private final Candidate first;
    private final Instant since;
    private final long entry;
    private String reason = "";

    /**
     * A wait that begins.
     *
     * @param since when the first newer digest was first seen
     * @param entry the index of the fact that tells of it
     */
    Waited(Candidate first, Instant since, long entry) {
        this.first = first;
        this.since = since;
        this.entry = entry;
    }

    void because(String why) {
        reason = why;
    }

    List<Digest> from() {
        return first.pinned();
    }

    Digest newer() {
        return first.digest();
    }

    Instant since() {
        return since;
    }

    Instant due(int days) {
        return since.plus(Duration.ofDays(days));
    }

    /** Whole days, a day that has begun counted. */
    long days(Instant until) {
        var waited = Duration.between(since, until);
        return waited.toDays() + (waited.minusDays(waited.toDays()).isZero() ? 0 : 1);
    }

    String reason() {
        return reason;
    }

    long entry() {
        return entry;
    }
}
