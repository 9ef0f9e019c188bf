package dev.pinwheel.registry.http;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * A time in which nothing is sent; a clock that is set back to before it ends it.
 *
 * @param trouble what a request meets that comes this long before the end
 */
record Rest(Instant from, Instant until, Function<Duration, Trouble> trouble) {

    boolean isOver(Instant now) {
        return now.isBefore(from) || !now.isBefore(until);
    }

    /** Lets nothing through before its end. */
    void refuse(Instant now) throws Trouble {
        if (!isOver(now)) {
            throw trouble.apply(left(now));
        }
    }

    Duration left(Instant now) {
        return Duration.between(now, until);
    }

    /** A time that is left, for people. */
    static String seconds(Duration left) {
        return Math.max(1, left.toSeconds()) + " s";
    }
}
