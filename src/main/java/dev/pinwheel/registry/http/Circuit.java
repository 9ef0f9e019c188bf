package dev.pinwheel.registry.http;

import dev.pinwheel.registry.Resolution.Denied;
import dev.pinwheel.registry.Resolution.Invalid;
import dev.pinwheel.registry.Resolution.Throttled;
import dev.pinwheel.registry.Resolution.Unknown;
import dev.pinwheel.registry.Resolution.Unreachable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Rest> wanted = Optional.empty();
    private Optional<Rest> needed = Optional.empty();
    private int failures;
    private int throttles;

    Circuit(Clock clock) {
        this.clock = clock;
    }

    /** Lets a request through, or says why not; what came of it is to be told. */
    void enter() throws Trouble {
        lock.lock();
        try {
            for (var rest : List.of(wanted, needed)) {
                if (rest.isPresent()) {
                    rest.get().refuse(clock.instant());
                }
            }
            if (failures >= FAILURES_TO_OPEN) {
                restAfterFailures();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The registry answered something, whatever it is: it may have said how much more it will. */
    void heard(Answer answer) {
        lock.lock();
        try {
            RateLimit.spent(answer, clock).ifPresent(this::leaveAlone);
        } finally {
            lock.unlock();
        }
    }

    /** A request was answered as was hoped. */
    void succeeded() {
        lock.lock();
        try {
            close();
            throttles = isResting(wanted) ? throttles : 0;
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
                    throttled(throttled.retryAfter());
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

    /** Who throttles again after the rest that it wanted is left alone for longer, whatever it asks for. */
    private void throttled(Duration asked) {
        if (!isResting(wanted)) {
            throttles++;
        }
        var least = throttles > 1 ? pause(throttles - 2) : Duration.ZERO;
        leaveAlone(asked.compareTo(least) > 0 ? asked : least);
    }

    private void leaveAlone(Duration duration) {
        if (isResting(wanted) && wanted.get().until().isAfter(clock.instant().plus(duration))) {
            return;
        }
        wanted = rest(
                duration, left -> Trouble.throttled(left, "the registry asked to be left alone for " + seconds(left)));
    }

    private boolean isResting(Optional<Rest> rest) {
        return rest.isPresent() && !rest.get().isOver(clock.instant());
    }

    /** Also while one request tries whether it is back: the others wait for what becomes of that. */
    private void restAfterFailures() {
        var times = failures;
        needed = rest(
                pause(failures - FAILURES_TO_OPEN),
                left -> Trouble.unreachable(
                        "it has failed " + times + " times in a row; it is tried again in " + seconds(left)));
    }

    private static Duration pause(int doublings) {
        var longest = Math.min(FIRST_REST.toMillis() << Math.min(doublings, 10), LONGEST_REST.toMillis());
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
