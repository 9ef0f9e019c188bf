package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.registry.Cause;
import dev.pinwheel.registry.Resolution.Failure;
import dev.pinwheel.registry.Resolution.Throttled;
import dev.pinwheel.registry.Resolution.Unreachable;
import dev.pinwheel.registry.Share;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private final SteppedClock clock = new SteppedClock();
    private final Circuit circuit = new Circuit(clock, () -> {});

    private void fail(int times) throws Trouble {
        for (var i = 0; i < times; i++) {
            circuit.enter();
            circuit.failed(Trouble.unreachable("the cable is cut"));
        }
    }

    /** A rest after failures takes between a half and the whole of a time that doubles. */
    private Failure refusal() {
        return assertThrows(Trouble.class, circuit::enter).after("tried");
    }

    private static Answer answer(String... headers) {
        var map = MultiMap.caseInsensitiveMultiMap();
        for (var i = 0; i < headers.length; i += 2) {
            map.add(headers[i], headers[i + 1]);
        }
        return new Answer(URI.create("http://registry.example/"), 200, map, Body.empty());
    }

    @Test
    void staysClosedAfterAFewFailures() throws Trouble {
        fail(4);

        assertDoesNotThrow(circuit::enter);
    }

    @Test
    void opensAfterManyFailuresInARow() throws Trouble {
        fail(5);

        assertInstanceOf(Unreachable.class, refusal());
    }

    /** A share of before this node heard that the registry is back. */
    @Test
    void doesNotGoByWhatOthersKnewBeforeItLearnedBetter() throws Trouble {
        fail(5);
        clock.step(Duration.ofSeconds(5));
        circuit.enter();
        circuit.succeeded();

        circuit.learn(failing());

        assertDoesNotThrow(circuit::enter);
    }

    @Test
    void doesNotGiveItsOwnOldReasonForWhatOthersSaw() throws Trouble {
        circuit.failed(Trouble.unreachable(Cause.UNTRUSTED, "its certificate has expired"));
        circuit.succeeded();

        circuit.learn(failing());

        assertEquals(
                Cause.UNREACHABLE,
                assertInstanceOf(Unreachable.class, refusal()).cause());
    }

    @Test
    void doesNotGiveItsOwnOldReasonWhereOthersSawItAnswerBetween() throws Trouble {
        circuit.failed(Trouble.unreachable(Cause.UNTRUSTED, "its certificate has expired"));
        circuit.learn(new Share(1, 2, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0));

        circuit.learn(failing());

        assertEquals(
                Cause.UNREACHABLE,
                assertInstanceOf(Unreachable.class, refusal()).cause());
    }

    private static Share failing() {
        return new Share(1, 2, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(30), 5);
    }

    @Test
    void countsOnlyFailuresInARow() throws Trouble {
        fail(4);
        circuit.failed(Trouble.unknown("there is no such tag"));
        fail(4);

        assertDoesNotThrow(circuit::enter);
    }

    @Test
    void letsOneRequestTryAndClosesAgain() throws Trouble {
        fail(5);
        clock.step(Duration.ofSeconds(5));

        circuit.enter();
        assertInstanceOf(Unreachable.class, refusal());

        circuit.succeeded();
        assertDoesNotThrow(circuit::enter);
        assertDoesNotThrow(circuit::enter);
    }

    @Test
    void restsLongerAfterEachFailure() throws Trouble {
        fail(5);
        clock.step(Duration.ofSeconds(5));
        fail(1);
        clock.step(Duration.ofMillis(4_900));

        assertInstanceOf(Unreachable.class, refusal());

        clock.step(Duration.ofMillis(5_100));
        assertDoesNotThrow(circuit::enter);
    }

    @Test
    void leavesAThrottlingRegistryAlone() throws Trouble {
        circuit.enter();
        circuit.failed(Trouble.throttled(Duration.ofSeconds(30), "it answered 429"));
        clock.step(Duration.ofSeconds(10));

        assertRests(Duration.ofSeconds(20), Duration.ofSeconds(23));

        clock.step(Duration.ofSeconds(23));
        assertDoesNotThrow(circuit::enter);
    }

    /** A storm: it asks for no time at all, and throttles again at once. */
    @Test
    void leavesARegistryThatThrottlesAgainAndAgainAloneForLonger() throws Trouble {
        for (var i = 0; i < 4; i++) {
            circuit.enter();
            circuit.failed(Trouble.throttled(Duration.ZERO, "it answered 429"));
            clock.step(Duration.ofSeconds(20));
        }
        clock.step(Duration.ofSeconds(-11));

        assertInstanceOf(Throttled.class, refusal());
    }

    @Test
    void countsAStormOfAnswersToRequestsOfOneTimeOnce() throws Trouble {
        for (var i = 0; i < 100; i++) {
            circuit.failed(Trouble.throttled(Duration.ofSeconds(1), "it answered 429"));
        }
        clock.step(Duration.ofMillis(1_100));

        assertDoesNotThrow(circuit::enter);
    }

    /** Nodes and lanes that were all told the same time. */
    @Test
    void doesNotLetAllComeBackInTheSameInstant() {
        var rests = new HashSet<Duration>();
        for (var i = 0; i < 20; i++) {
            var one = new Circuit(clock, () -> {});
            one.failed(Trouble.throttled(Duration.ofMinutes(10), "it answered 429"));
            var refused = assertThrows(Trouble.class, one::enter).after("tried");
            rests.add(assertInstanceOf(Throttled.class, refused).retryAfter());
        }

        assertTrue(rests.size() > 10, rests::toString);
    }

    @Test
    void keepsTheLongerOfTwoRestsThatWereWanted() {
        circuit.failed(Trouble.throttled(Duration.ofSeconds(60), "it answered 429"));
        circuit.failed(Trouble.throttled(Duration.ofSeconds(1), "it answered 429"));
        clock.step(Duration.ofSeconds(30));

        assertRests(Duration.ofSeconds(30), Duration.ofSeconds(36));
    }

    private void assertRests(Duration least, Duration most) {
        var left = assertInstanceOf(Throttled.class, refusal()).retryAfter();
        assertTrue(left.compareTo(least) >= 0 && left.compareTo(most) <= 0, left::toString);
    }

    @Test
    void leavesARegistryAloneWhoseBudgetIsSpent() {
        circuit.heard(answer("RateLimit-Remaining", "0;w=60", "RateLimit-Reset", "30"));

        assertEquals(
                Duration.ofSeconds(30),
                assertInstanceOf(Throttled.class, refusal()).retryAfter());
    }

    @Test
    void goesOnWhileThereIsABudget() {
        circuit.heard(answer("RateLimit-Remaining", "10;w=21600", "RateLimit-Reset", "30"));
        circuit.heard(answer("RateLimit-Remaining", "0;w=21600"));

        assertDoesNotThrow(circuit::enter);
    }

    @Test
    void doesNotRestForeverWhenTheClockIsSetBack() {
        circuit.failed(Trouble.throttled(Duration.ofSeconds(30), "it answered 429"));

        clock.step(Duration.ofDays(-1));

        assertDoesNotThrow(circuit::enter);
    }
}
