package dev.pinwheel.event;

import java.time.Instant;

/** A digest cannot take the pinned one's place as it is; it is held, and why. */
public record CandidateHeld(Instant at, Candidate candidate, Kind kind, String reason) implements Event {

    /** What holds it. */
    public enum Kind {
        /** It lacks platforms that the pinned one has: its index is not complete yet. */
        UNSETTLED,
        /** The pin is one platform's manifest, and the digest has none for that platform, or more than one. */
        PLATFORM,
        /** What must be compared, or is to be pulled, cannot be read now. */
        UNREADABLE,
        /** It has matured and cannot be pulled. */
        UNPULLABLE
    }

    @Override
    public String key() {
        return candidate.key() + " " + kind;
    }
}
