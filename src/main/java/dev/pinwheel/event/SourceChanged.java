package dev.pinwheel.event;

import java.time.Instant;

/**
 * Somebody says that a source, or a proposal in it, may have changed: a hint to read the pins of this
 * source alone again, and never a fact. A reading that began at {@code at} or later answers it.
 *
 * @param from who says so: a hook by its name in the configuration
 * @param delivery what tells this message of {@code from} from its others; the same when it is sent again
 * @param what the sender's own word for what happened, such as {@code push} or {@code pull_request closed}
 */
public record SourceChanged(Instant at, String from, String delivery, Source source, String what) implements Event {

    @Override
    public String key() {
        return from + " " + delivery + " " + source;
    }
}
