package dev.pinwheel.event;

import java.time.Instant;

/**
 * A matured candidate differs from what a source pins, and is to be tried.
 *
 * @param branch the source's default branch
 * @param commit the commit whose pins it was held against
 * @param firstSeen when the ledger first saw the candidate's digest behind the tag
 */
public record CandidateFound(Instant at, Attempt attempt, String branch, String commit, Instant firstSeen)
        implements Event {

    @Override
    public String key() {
        return attempt.key();
    }
}
