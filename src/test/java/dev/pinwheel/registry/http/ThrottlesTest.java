package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.Hands;
import dev.pinwheel.registry.News;
import dev.pinwheel.registry.Resolution.Failure;
import dev.pinwheel.registry.Resolution.Throttled;
import dev.pinwheel.registry.Share;
import dev.pinwheel.registry.http.Request.Method;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottlesTest {

    private final Hands clock = new Hands();
    private final Throttles throttles = new Throttles(clock, () -> {});

    private Failure refusal(Method method) {
        return assertThrows(Trouble.class, () -> throttles.enter(method)).after("tried");
    }

    private static Answer answer(String... headers) {
        var map = MultiMap.caseInsensitiveMultiMap();
        for (var i = 0; i < headers.length; i += 2) {
            map.add(headers[i], headers[i + 1]);
        }
        return new Answer(URI.create("http://registry.example/"), 200, map, Body.empty());
    }

    @Test
    void leavesAThrottlingRegistryAlone() throws Trouble {
        throttles.enter(Method.HEAD);
        throttles.failed(Method.HEAD, Trouble.throttled(Duration.ofSeconds(30), "it answered 429"));
        clock.pass(Duration.ofSeconds(10));

        assertRests(Duration.ofSeconds(20), Duration.ofSeconds(23));

        clock.pass(Duration.ofSeconds(23));
        assertDoesNotThrow(() -> throttles.enter(Method.HEAD));
    }

    /** A storm: it asks for no time at all, and throttles again at once. */
    @Test
    void leavesARegistryThatThrottlesAgainAndAgainAloneForLonger() throws Trouble {
        for (var i = 0; i < 4; i++) {
            throttles.enter(Method.HEAD);
            throttles.failed(Method.HEAD, Trouble.throttled(Duration.ZERO, "it answered 429"));
            clock.pass(Duration.ofSeconds(20));
        }
        clock.pass(Duration.ofSeconds(-11));

        assertInstanceOf(Throttled.class, refusal(Method.HEAD));
    }

    @Test
    void countsAStormOfAnswersToRequestsOfOneTimeOnce() throws Trouble {
        for (var i = 0; i < 100; i++) {
            throttles.failed(Method.HEAD, Trouble.throttled(Duration.ofSeconds(1), "it answered 429"));
        }
        clock.pass(Duration.ofMillis(1_100));

        assertDoesNotThrow(() -> throttles.enter(Method.HEAD));
    }

    /** Nodes and lanes that were all told the same time. */
    @Test
    void doesNotLetAllComeBackInTheSameInstant() {
        var rests = new HashSet<Duration>();
        for (var i = 0; i < 20; i++) {
            var one = new Throttles(clock, () -> {});
            one.failed(Method.HEAD, Trouble.throttled(Duration.ofMinutes(10), "it answered 429"));
            var refused =
                    assertThrows(Trouble.class, () -> one.enter(Method.HEAD)).after("tried");
            rests.add(assertInstanceOf(Throttled.class, refused).retryAfter());
        }

        assertTrue(rests.size() > 10, rests::toString);
    }

    @Test
    void keepsTheLongerOfTwoRestsThatWereWanted() {
        throttles.failed(Method.HEAD, Trouble.throttled(Duration.ofSeconds(60), "it answered 429"));
        throttles.failed(Method.HEAD, Trouble.throttled(Duration.ofSeconds(1), "it answered 429"));
        clock.pass(Duration.ofSeconds(30));

        assertRests(Duration.ofSeconds(30), Duration.ofSeconds(36));
    }

    private void assertRests(Duration least, Duration most) {
        var left = assertInstanceOf(Throttled.class, refusal(Method.HEAD)).retryAfter();
        assertTrue(left.compareTo(least) >= 0 && left.compareTo(most) <= 0, left::toString);
    }

    @Test
    void leavesARegistryAloneWhoseBudgetIsSpent() {
        throttles.heard(Method.HEAD, answer("RateLimit-Remaining", "0;w=60", "RateLimit-Reset", "30"));

        assertRests(Duration.ofSeconds(30), Duration.ofSeconds(33));
    }

    @Test
    void goesOnWhileThereIsABudget() {
        throttles.heard(Method.HEAD, answer("RateLimit-Remaining", "10;w=21600", "RateLimit-Reset", "30"));
        throttles.heard(Method.HEAD, answer("RateLimit-Remaining", "0;w=21600"));

        assertDoesNotThrow(() -> throttles.enter(Method.HEAD));
    }

    @Test
    void doesNotRestForeverWhenTheClockIsSetBack() {
        throttles.failed(Method.HEAD, Trouble.throttled(Duration.ofSeconds(30), "it answered 429"));

        clock.pass(Duration.ofDays(-1));

        assertDoesNotThrow(() -> throttles.enter(Method.HEAD));
    }

    private static Trouble tooMany(Duration wait) {
        var answer = new Answer(
                URI.create("http://registry.example/"), 429, MultiMap.caseInsensitiveMultiMap(), Body.empty());
        return Trouble.throttled(wait, "it answered 429").answered(answer);
    }

    @Test
    void looksGoOnWhereOnlyPullsAreTooMany() {
        throttles.failed(Method.GET, tooMany(Duration.ofSeconds(30)));

        assertDoesNotThrow(() -> throttles.enter(Method.HEAD));
        assertInstanceOf(Throttled.class, refusal(Method.GET));
    }

    @Test
    void everythingStopsWhereLooksAreTooMany() {
        throttles.failed(Method.HEAD, tooMany(Duration.ofSeconds(30)));

        assertInstanceOf(Throttled.class, refusal(Method.HEAD));
        assertInstanceOf(Throttled.class, refusal(Method.GET));
    }

    /** As a token service's 429, or an overloaded registry's 503: neither counts pulls. */
    @Test
    void everythingStopsWhereAGetWasThrottledForAnotherReason() {
        throttles.failed(Method.GET, Trouble.throttled(Duration.ofSeconds(30), "its token service answered 429"));

        assertInstanceOf(Throttled.class, refusal(Method.HEAD));
    }

    @Test
    void aLookThatIsAnsweredDoesNotEndWhatPullsWait() {
        for (var time = 0; time < 4; time++) {
            throttles.failed(Method.GET, tooMany(Duration.ZERO));
            throttles.succeeded(Method.HEAD);
            clock.pass(Duration.ofSeconds(20));
            throttles.succeeded(Method.HEAD);
        }
        clock.pass(Duration.ofSeconds(-11));

        assertInstanceOf(Throttled.class, refusal(Method.GET));
    }

    @Test
    void aPullThatIsAnsweredEndsWhatPullsWereToWaitLonger() {
        throttles.failed(Method.GET, tooMany(Duration.ZERO));
        clock.pass(Duration.ofSeconds(1));
        throttles.succeeded(Method.GET);
        throttles.failed(Method.GET, tooMany(Duration.ZERO));

        assertDoesNotThrow(() -> throttles.enter(Method.GET));
    }

    @Test
    void tellsTheOtherNodesWhichOfThemWait() {
        throttles.failed(Method.GET, tooMany(Duration.ofSeconds(30)));
        throttles.heard(Method.HEAD, answer("RateLimit-Remaining", "0", "RateLimit-Reset", "30"));

        var news = throttles.news();

        assertEquals(2, news.size());
        assertInstanceOf(News.ThrottlingPulls.class, news.get(0));
        assertInstanceOf(News.Throttling.class, news.get(1));
    }

    @Test
    void tellsTheOtherNodesWhatIsLeftByThen() {
        throttles.failed(Method.GET, tooMany(Duration.ofSeconds(30)));
        throttles.failed(Method.HEAD, tooMany(Duration.ofMinutes(5)));
        clock.pass(Duration.ofMinutes(1));

        var told = assertInstanceOf(News.Throttling.class, throttles.news().getFirst());

        assertTrue(told.left().compareTo(Duration.ofSeconds(271)) < 0, told.toString());
        assertEquals(List.of(), throttles.news());
    }

    @Test
    void waitsWithPullsAloneWhereAnotherNodeWasToldSo() {
        var halfAMinute = Duration.ofSeconds(30);

        throttles.learn(new Share(1, 2, Duration.ZERO, Duration.ZERO, halfAMinute, Duration.ZERO, 0));

        assertDoesNotThrow(() -> throttles.enter(Method.HEAD));
        assertInstanceOf(Throttled.class, refusal(Method.GET));
    }

    /** Many answers on their way all say that the budget is spent. */
    @Test
    void doesNotTellTheOtherNodesTheSameAgainAndAgain() {
        for (var time = 0; time < 100; time++) {
            throttles.heard(Method.HEAD, answer("RateLimit-Remaining", "0", "RateLimit-Reset", "30"));
        }

        assertEquals(1, throttles.news().size());
    }
}
