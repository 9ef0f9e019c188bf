package dev.pinwheel.registry.http;

import dev.pinwheel.registry.Resolution.Denied;
import dev.pinwheel.registry.Resolution.Invalid;
import dev.pinwheel.registry.Resolution.Throttled;
import dev.pinwheel.registry.Resolution.Unknown;
import dev.pinwheel.registry.Resolution.Unreachable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Whether a registry may be asked at all: not while it wants to be left alone, and not while it has
 * failed again and again; then one request tries it, later each time that fails.
 */
final class Circuit {

    private static final int FAILURES_TO_OPEN = 5;
    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    /** A time in which nothing is sent; a clock that is set back to before it ends it. */
    private record Rest(Instant from, Instant until, Function<Duration, Trouble> trouble) {

        boolean isOver(Instant now) {
            return now.isBefore(from) || !now.isBefore(until);
        }
    }

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Rest> wanted = Optional.empty();
    private Optional<Rest> needed = Optional.empty();
    private int failures;

    Circuit(Clock clock) {
        this.clock = clock;
    }

    /** Lets a request through, or says why not; what came of it is to be told. */
    void enter() throws Trouble {
        lock.lock();
        try {
            refuseDuring(wanted);
            refuseDuring(needed);
            if (failures >= FAILURES_TO_OPEN) {
                restAfterFailures();
            }
        } finally {
            lock.unlock();
        }
    }

    private void refuseDuring(Optional<Rest> rest) throws Trouble {
        var now = clock.instant();
        if (rest.isPresent() && !rest.get().isOver(now)) {
            throw rest.get().trouble().apply(Duration.between(now, rest.get().until()));
        }
    }

    /** A request was answered. */
    void succeeded(Answer answer) {
        lock.lock();
        try {
            close();
            Refusal.exhausted(answer).ifPresent(this::leaveAlone);
        } finally {
            lock.unlock();
        }
    }

    /** A request was not answered, or not as was hoped. */
    void failed(Trouble trouble) {
        lock.lock();
        try {
            switch (trouble.after("")) {
                case Unreachable unreachable -> failed();
                case Throttled throttled -> {
                    close();
                    leaveAlone(throttled.retryAfter());
                }
                case Unknown unknown -> close();
                case Denied denied -> close();
                case Invalid invalid -> close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void close() {
        failures = 0;
        needed = Optional.empty();
    }

    private void failed() {
        failures++;
        if (failures >= FAILURES_TO_OPEN) {
            restAfterFailures();
        }
    }

    private void leaveAlone(Duration duration) {
        wanted = rest(
                duration, left -> Trouble.throttled(left, "the registry asked to be left alone for " + seconds(left)));
    }

    /** Also while one request tries whether it is back: the others wait for what becomes of that. */
    private void restAfterFailures() {
        var times = failures;
        needed = rest(
                pause(),
                left -> Trouble.unreachable(
                        "it has failed " + times + " times in a row; it is tried again in " + seconds(left)));
    }

    private Duration pause() {
        var doublings = Math.min(failures - FAILURES_TO_OPEN, 10);
        var longest = Math.min(FIRST_REST.toMillis() << doublings, LONGEST_REST.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    }

    private Optional<Rest> rest(Duration duration, Function<Duration, Trouble> trouble) {
        var now = clock.instant();
        return Optional.of(new Rest(now, now.plus(duration), trouble));
    }

    private static String seconds(Duration left) {
        return Math.max(1, left.toSeconds()) + " s";
    }
}
