package dev.pinwheel.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When what failed is tried again: at the next opportunity, then after the shortest interval, and each time after
 * twice as long, at most after {@code most}.
 */
final class Retries<T> {

    private final Duration least;
    private final Duration most;
    private final Map<T, Retry> failed = new ConcurrentHashMap<>();

    private record Retry(Instant next, Duration delay) {}

    Retries(Duration least, Duration most) {
        this.least = least;
        this.most = most;
    }

    boolean has(T thing) {
        return failed.containsKey(thing);
    }

    /** Whether something may be tried, which it may if it did not fail the last time. */
    boolean isDue(T thing, Instant now) {
        var retry = failed.get(thing);
        return retry == null || !now.isBefore(retry.next());
    }

    void failed(T thing, Instant now) {
        failed.merge(thing, new Retry(now, Duration.ZERO), (before, first) -> after(before.delay(), now));
    }

    private Retry after(Duration delay, Instant now) {
        var twice = delay.isZero() ? least : delay.multipliedBy(2);
        var next = twice.compareTo(most) < 0 ? twice : most;
        return new Retry(now.plus(next), next);
    }

    void succeeded(T thing) {
        failed.remove(thing);
    }
}
