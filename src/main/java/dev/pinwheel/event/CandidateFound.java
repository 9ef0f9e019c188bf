package dev.pinwheel.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A matured candidate differs from what a source pins, and is to be tried.
 *
 * @param branch the source's default branch
 * @param commit the commit whose pins it was held against
 * @param firstSeen when the ledger first saw the candidate's digest behind the tag
 * @param urgency why it cannot wait, where the pinned digest has vanished
 */
public record CandidateFound(
        Instant at, Attempt attempt, String branch, String commit, Instant firstSeen, Optional<String> urgency)
        implements Event {

    /** A candidate that has matured as any other. */
    public CandidateFound(Instant at, Attempt attempt, String branch, String commit, Instant firstSeen) {
        this(at, attempt, branch, commit, firstSeen, Optional.empty());
    }

    @Override
    public String key() {
        return attempt.key();
    }
}
