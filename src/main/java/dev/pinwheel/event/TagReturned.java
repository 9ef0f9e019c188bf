package dev.pinwheel.event;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Instant;

/**
 * A tag went back to a digest that it had left: a flap or a roll-back. The digest must stay for a while
 * before it is a candidate again.
 *
 * @param firstSeen when the tag was first seen at the digest
 * @param left the observation of the digest that it came back from
 */
public record TagReturned(Instant at, Watch watch, Digest digest, Instant firstSeen, DigestObserved.Previous left)
        implements Event {

    @Override
    public String key() {
        return watch + "@" + digest + " after " + left.index();
    }
}
