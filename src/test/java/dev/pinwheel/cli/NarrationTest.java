package dev.pinwheel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.image.Watch;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NarrationTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final StringWriter said = new StringWriter();

    @Test
    void aLogGetsOneDatedLineForEachEvent() {
        try (var narration = new Narration(new PrintWriter(said), false)) {
            narration.accept(new CycleStarted(NOON, "schedule"));
        }

        assertEquals("2026-11-21T12:00:00Z cycle started by schedule\n", said.toString());
    }

    @Test
    void aTerminalGetsTheSentenceAlone() {
        try (var narration = new Narration(new PrintWriter(said), true)) {
            narration.accept(new CycleStarted(NOON, "run"));
        }

        assertEquals("cycle started by run\n", said.toString());
    }

    @Test
    void countsWhatFailed() {
        try (var narration = new Narration(new PrintWriter(said), false)) {
            narration.accept(new LookFailed(NOON, NOON, Watch.parse("a.example/b:1"), "unreachable", "no answer"));
            narration.accept(new StepFailed(NOON, "CandidateFound", "x", "no disk"));

            assertEquals(2, narration.failures());
        }
    }

    @Test
    void whatComesFromOutsideCannotSteerTheTerminal() {
        try (var narration = new Narration(new PrintWriter(said), true)) {
            narration.accept(new StepFailed(NOON, "CandidateFound", "x", "\u001b[2J\rall is well\n"));
        }

        assertFalse(said.toString().contains("\u001b"));
        assertEquals(1, said.toString().lines().count());
    }
}
