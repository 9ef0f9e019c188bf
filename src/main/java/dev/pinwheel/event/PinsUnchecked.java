package dev.pinwheel.event;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Instant;

/**
 * Pinned digests cannot be checked for whether they can still be pulled, said at the first of a place and when the
 * kind of failure changes there.
 *
 * @param place a registry that gives no answer, or a repository
 * @param watch the tag of the first pin that, in this way, could not be checked
 * @param digest that pin's digest
 * @param outcome the kind of failure, as {@link LookFailed} has it
 */
public record PinsUnchecked(Instant at, String place, Watch watch, Digest digest, String outcome, String reason)
        implements Event {

    @Override
    public String key() {
        return place + " " + watch + "@" + digest + " at " + at;
    }
}
