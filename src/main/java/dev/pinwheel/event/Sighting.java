package dev.pinwheel.event;

import dev.pinwheel.image.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * A digest that a tag was seen at, however often.
 *
 * @param index the ledger index of its newest observation
 * @param firstSeen when the ledger saw the tag there first
 * @param lastSeen when the tag was last seen to move there
 */
public record Sighting(long index, Digest digest, Instant firstSeen, Instant lastSeen) {

    /** When the tag went back to it last, if it ever did. */
    public Optional<Instant> returned() {
        return Optional.of(lastSeen).filter(last -> last.isAfter(firstSeen));
    }
}
