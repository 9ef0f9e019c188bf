package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pinwheel.Hands;
import dev.pinwheel.registry.Cause;
import dev.pinwheel.registry.Resolution.Failure;
import dev.pinwheel.registry.Resolution.Unreachable;
import dev.pinwheel.registry.Share;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private final Hands clock = new Hands();
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
        clock.pass(Duration.ofSeconds(5));
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
        circuit.learn(new Share(1, 2, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0));

        circuit.learn(failing());

        assertEquals(
                Cause.UNREACHABLE,
                assertInstanceOf(Unreachable.class, refusal()).cause());
    }

    private static Share failing() {
        return new Share(1, 2, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(30), 5);
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
        clock.pass(Duration.ofSeconds(5));

        circuit.enter();
        assertInstanceOf(Unreachable.class, refusal());

        circuit.succeeded();
        assertDoesNotThrow(circuit::enter);
        assertDoesNotThrow(circuit::enter);
    }

    @Test
    void restsLongerAfterEachFailure() throws Trouble {
        fail(5);
        clock.pass(Duration.ofSeconds(5));
        fail(1);
        clock.pass(Duration.ofMillis(4_900));

        assertInstanceOf(Unreachable.class, refusal());

        clock.pass(Duration.ofMillis(5_100));
        assertDoesNotThrow(circuit::enter);
    }

    @Test
    void doesNotRestForeverWhenTheClockIsSetBack() throws Trouble {
        fail(5);

        clock.pass(Duration.ofDays(-1));

        assertDoesNotThrow(circuit::enter);
    }
}
