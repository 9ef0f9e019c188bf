package dev.pinwheel.watch;

import static dev.pinwheel.event.CycleStarted.Scope.DUE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.StepFailed;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final List<CycleStarted> started = new ArrayList<>();
    private final Rounds rounds = new Rounds(started::add, Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void noCycleStartsWhileOneIsUnderWay() {
        rounds.start("schedule", DUE);
        rounds.start("schedule", DUE);

        assertEquals(1, started.size());
    }

    @Test
    void theNextCycleStartsWhenTheLastIsDone() {
        rounds.start("schedule", DUE);
        rounds.completed(new CycleCompleted(NOON, NOON, 0, 0, 0, 0));
        rounds.start("schedule", DUE);

        assertEquals(2, started.size());
    }

    @Test
    void aCycleThatCouldNotBeRecordedHasNotStarted() {
        var ledger = new ArrayList<String>();
        var failing = new Rounds(
                cycle -> {
                    ledger.add("tried");
                    throw new IllegalStateException("disk full");
                },
                Clock.fixed(NOON, ZoneOffset.UTC));

        assertThrows(IllegalStateException.class, () -> failing.start("schedule", DUE));
        assertThrows(IllegalStateException.class, () -> failing.start("schedule", DUE));

        assertEquals(2, ledger.size());
    }

    @Test
    void aCycleThatFailedIsOver() {
        rounds.start("schedule", DUE);
        rounds.failed(new StepFailed(NOON, "CandidateFound", "x", "another step"));
        rounds.start("schedule", DUE);
        assertEquals(1, started.size());

        rounds.failed(new StepFailed(NOON, "CycleStarted", "x", "no disk"));
        rounds.start("schedule", DUE);

        assertEquals(2, started.size());
    }
}
