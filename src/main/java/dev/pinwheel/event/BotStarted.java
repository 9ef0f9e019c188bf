package dev.pinwheel.event;

import dev.pinwheel.image.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * Pinwheel started, at this version and with this policy.
 *
 * @param node which of the nodes on one ledger; absent in entries of older versions
 */
public record BotStarted(Instant at, String version, Digest policy, Optional<String> node) implements Event {

    /** One that does not say which node. */
    public BotStarted(Instant at, String version, Digest policy) {
        this(at, version, policy, Optional.empty());
    }

    @Override
    public String key() {
        return at.toString();
    }
}
