package dev.pinwheel.event;

import java.time.Instant;

/** A candidate is too young to act on; it has matured at {@code until}. */
public record CandidateWaiting(Instant at, Candidate candidate, Instant firstSeen, Instant until) implements Event {

    @Override
    public String key() {
        return candidate.key() + " until " + until;
    }
}
