package dev.pinwheel.event;

import java.time.Instant;
import java.util.Optional;

/**
 * Pinwheel stopped because it was told to.
 *
 * @param node which of the nodes on one ledger; absent in entries of older versions
 */
public record BotStopped(Instant at, Optional<String> node) implements Event {

    /** One that does not say which node. */
    public BotStopped(Instant at) {
        this(at, Optional.empty());
    }

    @Override
    public String key() {
        return at.toString();
    }
}
