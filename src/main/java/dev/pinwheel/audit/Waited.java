package dev.pinwheel.audit;

import dev.pinwheel.event.Candidate;
import dev.pinwheel.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A pin for which a newer digest is there, and what it last waited for.
 *
 * @param from the pinned digests, with spaces between them
 * @param newer the first newer digest
 * @param since when that was first seen
 * @param entry the index of the fact that tells of it
 */
record Waited(String from, String newer, Instant since, String entry, String reason) {

    static Waited of(Candidate candidate, Instant since, long entry) {
        return new Waited(
                Words.of(candidate.pinned()), candidate.digest().toString(), since, String.valueOf(entry), "");
    }

    /** The inverse of {@link #row}. */
    static Waited read(List<String> row) {
        return new Waited(row.get(0), row.get(1), Instant.parse(row.get(2)), row.get(3), row.get(4));
    }

    List<String> row() {
        return List.of(from, newer, since.toString(), entry, reason);
    }

    Waited because(String why) {
        return new Waited(from, newer, since, entry, why);
    }

    boolean isFrom(Digest digest) {
        return Stream.of(from.split(" ")).anyMatch(digest.toString()::equals);
    }

    Instant due(int days) {
        return since.plus(Duration.ofDays(days));
    }

    /** Whole days, a day that has begun counted. */
    long days(Instant until) {
        var waited = Duration.between(since, until);
        return waited.toDays() + (waited.minusDays(waited.toDays()).isZero() ? 0 : 1);
    }
}
