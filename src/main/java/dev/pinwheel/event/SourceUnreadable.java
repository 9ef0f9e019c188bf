package dev.pinwheel.event;

import java.time.Instant;

/** A source could not be read in the cycle that began at {@code started}. */
public record SourceUnreadable(Instant at, Instant started, Source source, String reason) implements Event {

    @Override
    public String key() {
        return started + " " + source;
    }
}
