package dev.pinwheel.event;

import java.time.Instant;

/**
 * The last entry of a ledger, which goes on under another origin. The first entry of the ledger that follows names
 * the checkpoint that ends with this one.
 *
 * @param next the verifier key of the ledger that follows; its name is the new origin
 * @param reason why, in the words of who did it
 */
public record OriginEnded(Instant at, String next, String reason) implements Event {

    @Override
    public String key() {
        return next;
    }
}
