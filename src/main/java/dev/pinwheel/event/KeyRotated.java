package dev.pinwheel.event;

import java.time.Instant;

/**
 * From the entry after this one on, the ledger is signed with another key. The checkpoint that first covers this
 * entry is signed with the old one, which so vouches for the new.
 *
 * @param next the verifier key of the new key
 * @param reason why, in the words of who did it
 */
public record KeyRotated(Instant at, String next, String reason) implements Event {

    @Override
    public String key() {
        return next;
    }
}
