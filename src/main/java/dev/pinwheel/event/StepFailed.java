package dev.pinwheel.event;

import java.time.Instant;

/** A part failed at an event in a way that it has no outcome for; the step is open and tried again. */
public record StepFailed(Instant at, String event, String subject, String reason) implements Event {

    @Override
    public String key() {
        return event + " " + subject + " " + at;
    }
}
