package dev.pinwheel.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.image.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a look that is asked for is due. */
class LookAskedTest {

    private static final Instant AT = Instant.parse("2026-11-21T12:00:00Z");

    private final LookAsked ask = new LookAsked(
            AT, "hub", "1", Watch.parse("registry.test/base/image:1").repository(), Optional.empty());

    @Test
    void isDueTwoSecondsAfterItWasAskedFor() {
        assertEquals(Duration.ofSeconds(2), ask.left(AT));
        assertEquals(Duration.ofMillis(1), ask.left(ask.due().minusMillis(1)));
        assertEquals(Duration.ZERO, ask.left(ask.due()));
        assertEquals(Duration.ZERO, ask.left(AT.plusSeconds(60)));
    }

    @Test
    void waitsNoLongerWhereTheClockHasBeenSetBack() {
        assertEquals(Duration.ofSeconds(2), ask.left(AT.minusMillis(1)));
        assertEquals(Duration.ofSeconds(2), ask.left(AT.minusSeconds(3_600)));
    }
}
