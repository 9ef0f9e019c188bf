package dev.pinwheel.event;

import dev.pinwheel.image.Digest;
import java.time.Instant;

/** Pinwheel started, at this version and with this policy. */
public record BotStarted(Instant at, String version, Digest policy) implements Event {

    @Override
    public String key() {
        return at.toString();
    }
}
