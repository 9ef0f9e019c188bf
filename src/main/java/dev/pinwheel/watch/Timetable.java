package dev.pinwheel.watch;

import dev.pinwheel.event.History;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * When a tag is to be looked at. Each has an interval by how often the ledger saw it move, and within the
 * interval a moment of its own by the hash of its name; so the times are spread out, and follow from the
 * ledger alone. An interval is the shortest one doubled so often as fits: the moments of a long interval
 * are among those of a short one, and none is lost when a tag becomes quiet.
 */
final class Timetable {

    /** How many moves say how often a tag moves. */
    private static final int MOVES = 4;

    /** A tag is looked at this often between two moves. */
    private static final int LOOKS_A_MOVE = 24;

    private final History history;
    private final Intervals intervals;
    private final Map<Watch, Pace> paces = new ConcurrentHashMap<>();

    Timetable(History history, Intervals intervals) {
        this.history = history;
        this.intervals = intervals;
    }

    /** A tag was seen at this many digests since then, in milliseconds since 1970. */
    private record Pace(long since, int digests) {}

    /** Whether a tag has ever given a digest. */
    boolean isKnown(Watch watch) {
        return pace(watch).isPresent();
    }

    /** How many looks at a tag fall due after one time and until another. */
    long looks(Watch watch, Instant from, Instant until) {
        return moments(watch.toString(), interval(watch, until), from, until);
    }

    /** How many looks fall due if the tag has the shortest interval. */
    long mostLooks(Watch watch, Instant from, Instant until) {
        return moments(watch.toString(), intervals.least(), from, until);
    }

    /** How many checks of a pinned digest fall due after one time and until another. */
    long checks(String pin, Instant from, Instant until) {
        return moments(pin, intervals.liveness(), from, until);
    }

    /** How long after a look the next one is due. */
    Duration interval(Watch watch, Instant now) {
        var wanted = pace(watch)
                .map(pace -> Duration.ofMillis(now.toEpochMilli() - pace.since())
                        .dividedBy((long) pace.digests() * LOOKS_A_MOVE))
                .orElse(intervals.least());
        var interval = intervals.least();
        while (interval.multipliedBy(2).compareTo(wanted) <= 0
                && interval.multipliedBy(2).compareTo(intervals.most()) <= 0) {
            interval = interval.multipliedBy(2);
        }
        return interval;
    }

    /** The shortest time between two looks. */
    Duration shortest() {
        return intervals.least();
    }

    /** After which time without a look a gap is declared. */
    Duration longest() {
        return intervals.gap();
    }

    /** When to try again what failed. */
    <T> Retries<T> retries() {
        return new Retries<>(intervals.least(), intervals.liveness());
    }

    /** A tag moved: its interval is another. */
    void moved(Watch watch) {
        paces.remove(watch);
    }

    /** Forgets what it knows of tags that nobody pins. */
    void forgetUnless(Predicate<Watch> isPinned) {
        paces.keySet().removeIf(isPinned.negate());
    }

    private Optional<Pace> pace(Watch watch) {
        var known = paces.get(watch);
        if (known != null) {
            return Optional.of(known);
        }
        var moves = history.observations(watch, MOVES);
        if (moves.isEmpty()) {
            return Optional.empty();
        }
        var pace = new Pace(moves.getLast().event().at().toEpochMilli(), moves.size());
        paces.put(watch, pace);
        return Optional.of(pace);
    }

    /** How many of a name's moments, one an interval, lie after one time and until another. */
    private static long moments(String name, Duration interval, Instant from, Instant until) {
        var length = interval.toMillis();
        var hash = Digest.hasher("sha256").digest(name.getBytes(StandardCharsets.UTF_8));
        var offset = Math.floorMod(ByteBuffer.wrap(hash).getLong(), length);
        return Math.floorDiv(until.toEpochMilli() - offset, length)
                - Math.floorDiv(from.toEpochMilli() - offset, length);
    }
}
