package dev.pinwheel.event;

import java.time.Instant;

/** It is time to read the sources and to look at their tags; {@code trigger} says what called for it. */
public record CycleStarted(Instant at, String trigger) implements Event {

    @Override
    public String key() {
        return at.toString();
    }
}
