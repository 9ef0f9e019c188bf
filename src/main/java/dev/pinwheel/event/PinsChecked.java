package dev.pinwheel.event;

import java.time.Instant;

/** The pinned digests of a registry or a repository that could not be checked since then are checked again. */
public record PinsChecked(Instant at, String place, Instant since) implements Event {

    @Override
    public String key() {
        return place + " since " + since;
    }
}
