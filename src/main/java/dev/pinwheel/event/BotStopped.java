package dev.pinwheel.event;

import java.time.Instant;

/** Pinwheel stopped because it was told to. */
public record BotStopped(Instant at) implements Event {

    @Override
    public String key() {
        return at.toString();
    }
}
