package dev.pinwheel.registry;

import java.time.Duration;
import java.util.Optional;

/** What one node learns of a registry and all nodes go by. */
public sealed interface News {

    /** It wants to be left alone for this long. */
    record Throttling(Duration left) implements News {

        @Override
        public Optional<News> after(Duration time) {
            return rest(left, time).map(Throttling::new);
        }
    }

    /** It wants nothing to be fetched from it for this long; looks by HEAD are no pulls to it. */
    record ThrottlingPulls(Duration left) implements News {

        @Override
        public Optional<News> after(Duration time) {
            return rest(left, time).map(ThrottlingPulls::new);
        }
    }

    /** It has failed this often in a row, and is tried again after this long. */
    record Failing(Duration left, int failures) implements News {

        @Override
        public Optional<News> after(Duration time) {
            return Optional.of(new Failing(rest(left, time).orElse(Duration.ZERO), failures));
        }
    }

    /** It failed, and answers again. */
    record Answering() implements News {

        @Override
        public Optional<News> after(Duration time) {
            return Optional.of(this);
        }
    }

    /** What is left of it when so much time has passed; empty where nothing is. How often it failed stays. */
    Optional<News> after(Duration time);

    private static Optional<Duration> rest(Duration left, Duration time) {
        return Optional.of(left.minus(time)).filter(Duration::isPositive);
    }
}
