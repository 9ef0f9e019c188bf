package dev.pinwheel.event;

import java.time.Instant;

/** An accepted candidate was not proposed, and must not be: people said no, or the edit would be wrong. */
public record ProposalRefused(Instant at, Attempt attempt, String reason) implements Event {

    @Override
    public String key() {
        return attempt.key();
    }
}
