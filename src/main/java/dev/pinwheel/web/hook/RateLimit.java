package dev.pinwheel.web.hook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** So many messages a minute, and as many at once: a bucket that fills evenly. */
public final class RateLimit {

    private final int perMinute;
    private final Clock clock;
    private double left;
    private Instant asOf;

    public RateLimit(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
        this.left = perMinute;
        this.asOf = clock.instant();
    }

    int perMinute() {
        return perMinute;
    }

    /** Takes one; where none is left, says how long to wait for the next. */
    synchronized Optional<Duration> take() {
        var now = clock.instant();
        var passed = Math.max(0, Duration.between(asOf, now).toMillis());
        left = Math.min(perMinute, left + passed * perMinute / 60_000.0);
        asOf = now;
        if (left >= 1) {
            left--;
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) Math.ceil((1 - left) * 60_000.0 / perMinute)));
    }

    @Override
    public String toString() {
        return perMinute + " messages a minute";
    }
}
