package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.Hands;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {

    private final Hands clock = new Hands();
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    private Optional<Duration> spent() {
        return RateLimit.spent(new Answer(URI.create("https://registry.example/"), 200, headers, Body.empty()), clock);
    }

    @ParameterizedTest
    @CsvSource({
        "RateLimit,'\"default\";r=0;t=30',PT30S",
        "RateLimit,'\"burst\";r=0;t=5, \"day\";r=0;t=600',PT10M",
        "RateLimit,'\"burst\";r=3;t=500, \"day\";r=0;t=6',PT6S",
        "RateLimit,'limit=100, remaining=0, reset=50',PT50S",
        "RateLimit,'limit=100, remaining=0, reset=999999999',PT24H"
    })
    void waitsWhereOneFieldSaysThatTheBudgetIsSpent(String name, String value, Duration wait) {
        headers.add(name, value);

        assertEquals(Optional.of(wait), spent());
    }

    @ParameterizedTest
    @CsvSource({"'\"default\";r=10;t=30'", "'limit=100, remaining=90, reset=50'", "'\"default\";r=0'", "nonsense", "''"
    })
    void doesNotWaitWhereOneFieldSaysThatThereIsABudget(String value) {
        headers.add("RateLimit", value);

        assertEquals(Optional.empty(), spent());
    }

    @ParameterizedTest
    @CsvSource({
        "RateLimit,0;w=60,30,PT30S",
        "X-RateLimit,0,30,PT30S",
        "X-RateLimit,0,1795262460,PT1M",
        "X-RateLimit,0,1700000000,PT0S"
    })
    void waitsWhereTwoFieldsSayThatTheBudgetIsSpent(String prefix, String remaining, String reset, Duration wait) {
        headers.add(prefix + "-Remaining", remaining).add(prefix + "-Reset", reset);

        assertEquals(Optional.of(wait), spent());
    }

    /** Docker Hub counts pulls so, and a HEAD is none. */
    @Test
    void doesNotWaitWhereNothingSaysForHowLong() {
        headers.add("RateLimit-Remaining", "0;w=21600");

        assertEquals(Optional.empty(), spent());
    }
}
