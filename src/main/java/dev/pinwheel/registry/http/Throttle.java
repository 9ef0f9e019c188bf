package dev.pinwheel.registry.http;

import dev.pinwheel.registry.News;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The time for which a registry wants none of one kind of request; who throttles again after it is left alone for
 * longer. Whoever changes it holds the lock of {@link Throttles}.
 */
final class Throttle {

    private final Clock clock;
    private final String wish;
    private final Function<Duration, News> news;
    private volatile Optional<Rest> rest = Optional.empty();
    private final AtomicInteger times = new AtomicInteger();

    /**
     * One that lets everything through.
     *
     * @param wish what the registry asked for, such as {@code to be left alone}
     * @param news what the other nodes are told of a rest
     */
    Throttle(Clock clock, String wish, Function<Duration, News> news) {
        this.clock = clock;
        this.wish = wish;
        this.news = news;
    }

    /** Lets nothing through while it rests. */
    void refuse() throws Trouble {
        var current = rest;
        if (current.isPresent()) {
            current.get().refuse(clock.instant());
        }
    }

    /** Whether what it did before is worth forgetting, now that a request was answered. */
    boolean isToForget() {
        return times.get() > 0 && !isResting();
    }

    void forget() {
        times.set(0);
    }

    /** What the other nodes are to be told of what is left of its rest, if anything is. */
    Optional<News> news() {
        var now = clock.instant();
        return rest.filter(current -> !current.isOver(now)).map(current -> news.apply(current.left(now)));
    }

    /**
     * It was asked to wait, and waits longer where it has been asked again and again.
     *
     * @return whether it waits longer now than it did already
     */
    boolean throttled(Duration asked) {
        if (!isResting()) {
            times.incrementAndGet();
        }
        var least = times.get() > 1 ? Circuit.pause(times.get() - 2) : Duration.ZERO;
        return spent(asked.compareTo(least) > 0 ? asked : least);
    }

    /**
     * Waits for so long, and up to a tenth longer, so that not all who were told the same time come back at once.
     *
     * @return whether it waits longer now than it did already
     */
    boolean spent(Duration asked) {
        if (isLonger(asked)) {
            return false;
        }
        var duration = asked.plusMillis(ThreadLocalRandom.current().nextLong(asked.toMillis() / 10 + 1));
        rest(duration);
        return true;
    }

    /** The longer of this and what it waits already. */
    void learn(Duration duration) {
        if (duration.isPositive() && !isLonger(duration)) {
            rest(duration);
        }
    }

    private boolean isResting() {
        return rest.filter(current -> !current.isOver(clock.instant())).isPresent();
    }

    private boolean isLonger(Duration duration) {
        return isResting()
                && rest.filter(current ->
                                !current.until().isBefore(clock.instant().plus(duration)))
                        .isPresent();
    }

    private void rest(Duration duration) {
        var now = clock.instant();
        rest = Optional.of(new Rest(
                now,
                now.plus(duration),
                left -> Trouble.throttled(left, "the registry asked " + wish + " for " + Rest.seconds(left))));
    }
}
