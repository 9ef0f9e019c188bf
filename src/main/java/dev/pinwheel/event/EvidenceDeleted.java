package dev.pinwheel.event;

import dev.pinwheel.image.Descriptor;
import java.time.Instant;

/**
 * Evidence is past its retention and is to be deleted; the entries that name it stay.
 *
 * @param lastNamed the index of the newest entry that names it; a later one means that it was stored again
 * @param rule the retention that it is past
 */
public record EvidenceDeleted(Instant at, Descriptor evidence, long lastNamed, String rule) implements Event {

    @Override
    public String key() {
        return evidence.digest() + " named last by " + lastNamed;
    }
}
