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

/**
 * Whether a registry may be asked at all: not while it has failed again and again; then one request tries it, later
 * each time that fails. What it learns is news for the other nodes, and what they learned it goes by.
 */
final class Circuit {

    private static final int FAILURES_TO_OPEN = 5;
    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Rest> needed = Optional.empty();
    private final Runnable onNews;
    private final List<News> news = new ArrayList<>();
    private Cause cause = Cause.UNREACHABLE;
    private int failures;

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
            if (share.failing().isPositive() && news.isEmpty() && !isResting()) {
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

    private void tell(News learned) {
        news.add(learned);
        onNews.run();
    }

    /** Lets a request through, or says why not; what came of it is to be told. */
    void enter() throws Trouble {
        lock.lock();
        try {
            if (needed.isPresent()) {
                needed.get().refuse(clock.instant());
            }
            if (failures >= FAILURES_TO_OPEN) {
                restAfterFailures();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A request was answered as was hoped. */
    void succeeded() {
        lock.lock();
        try {
            close();
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
                case Throttled throttled -> close();
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

    private boolean isResting() {
        return needed.isPresent() && !needed.get().isOver(clock.instant());
    }

    /** Also while one request tries whether it is back: the others wait for what becomes of that. */
    private void restAfterFailures() {
        var left = pause(failures - FAILURES_TO_OPEN);
        needed = restAfter(failures, left);
        tell(new News.Failing(left, failures));
    }

    private Optional<Rest> restAfter(int times, Duration duration) {
        var now = clock.instant();
        return Optional.of(new Rest(
                now,
                now.plus(duration),
                left -> Trouble.unreachable(
                        cause,
                        "it has failed " + times + " times in a row; it is tried again in " + Rest.seconds(left))));
    }

    /** A time that doubles, of which between a half and the whole is taken. */
    static Duration pause(int doublings) {
        var longest = Math.min(FIRST_REST.toMillis() << Math.min(doublings, 10), LONGEST_REST.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    }
}
