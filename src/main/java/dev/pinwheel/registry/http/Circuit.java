package dev.pinwheel.registry.http;

import dev.pinwheel.registry.Cause;
import dev.pinwheel.registry.News;
import dev.pinwheel.registry.Resolution.Denied;
import dev.pinwheel.registry.Resolution.Invalid;
import dev.pinwheel.registry.Resolution.Throttled;
import dev.pinwheel.registry.Resolution.Unknown;
import dev.pinwheel.registry.Resolution.Unreachable;
import dev.pinwheel.registry.Share;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Whether a registry may be asked at all: not while it wants to be left alone, and not while it has
 * failed again and again; then one request tries it, later each time that fails. What it learns is news for the
 * other nodes, and what they learned it goes by.
 */
final class Circuit {

    private static final int FAILURES_TO_OPEN = 5;
    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Rest> wanted = Optional.empty();
    private Optional<Rest> needed = Optional.empty();
    private final Runnable onNews;
    private final List<News> news = new ArrayList<>();
    private Cause cause = Cause.UNREACHABLE;
    private int failures;
    private int throttles;

    /**
     * A closed circuit.
     *
     * @param onNews told when there is something that the other nodes should know
     */
    Circuit(Clock clock, Runnable onNews) {
        this.clock = clock;
        this.onNews = onNews;
    }

    /** What the other nodes have not been told yet, once. */
    List<News> news() {
        lock.lock();
        try {
            var told = List.copyOf(news);
            news.clear();
            return told;
        } finally {
            lock.unlock();
        }
    }

    /** Goes by what all nodes together have learned, unless this one has learned more since. */
    void learn(Share share) {
        lock.lock();
        try {
            if (share.throttled().isPositive()) {
                rest(share.throttled());
            }
            if (share.failing().isPositive() && news.isEmpty() && !isResting(needed)) {
                failures = Math.max(failures, share.failures());
                needed = restAfter(failures, share.failing());
            } else if (share.failures() == 0 && news.isEmpty()) {
                failures = failures >= FAILURES_TO_OPEN ? 0 : failures;
                forgetWhy();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Says why not, if a request that was let through may not be sent after all. */
    void goOn() throws Trouble {
        lock.lock();
        try {
            if (wanted.isPresent()) {
                wanted.get().refuse(clock.instant());
            }
        } catch (Trouble trouble) {
            throw trouble.elsewhere();
        } finally {
            lock.unlock();
        }
    }

    private void tell(News learned) {
        news.add(learned);
        onNews.run();
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
                case Unreachable unreachable -> {
                    cause = unreachable.cause();
                    failed();
                }
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
        if (failures >= FAILURES_TO_OPEN) {
            tell(new News.Answering());
        }
        failures = 0;
        forgetWhy();
    }

    /** Why it failed before says nothing of a failure that another node will have seen. */
    private void forgetWhy() {
        needed = Optional.empty();
        cause = Cause.UNREACHABLE;
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
        leaveAlone(jittered(asked.compareTo(least) > 0 ? asked : least));
    }

    /** Up to a tenth longer, so that not all who were told the same time come back in the same instant. */
    private static Duration jittered(Duration asked) {
        return asked.plusMillis(ThreadLocalRandom.current().nextLong(asked.toMillis() / 10 + 1));
    }

    private void leaveAlone(Duration duration) {
        if (isResting(wanted) && wanted.get().until().isAfter(clock.instant().plus(duration))) {
            return;
        }
        rest(duration);
        tell(new News.Throttling(duration));
    }

    /** The longer of this and what was wanted already. */
    private void rest(Duration duration) {
        if (!isResting(wanted) || wanted.get().until().isBefore(clock.instant().plus(duration))) {
            wanted = rest(
                    duration,
                    left -> Trouble.throttled(left, "the registry asked to be left alone for " + seconds(left)));
        }
    }

    private boolean isResting(Optional<Rest> rest) {
        return rest.isPresent() && !rest.get().isOver(clock.instant());
    }

    /** Also while one request tries whether it is back: the others wait for what becomes of that. */
    private void restAfterFailures() {
        var left = pause(failures - FAILURES_TO_OPEN);
        needed = restAfter(failures, left);
        tell(new News.Failing(left, failures));
    }

    private Optional<Rest> restAfter(int times, Duration duration) {
        return rest(
                duration,
                left -> Trouble.unreachable(
                        cause, "it has failed " + times + " times in a row; it is tried again in " + seconds(left)));
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
