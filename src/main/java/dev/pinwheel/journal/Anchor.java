package dev.pinwheel.journal;

import dev.pinwheel.ledger.VerifierKey;
import java.util.Optional;

/**
 * The key that somebody trusts. A ledger's own key files also say which key was before it: right after a rotation that
 * one has signed all that is there, and the new one nothing yet.
 */
public record Anchor(VerifierKey key, Optional<VerifierKey> before) {

    /** A key that somebody was told of, and that must have signed itself. */
    public static Anchor of(VerifierKey key) {
        return new Anchor(key, Optional.empty());
    }

    /** Which of the two must have signed a ledger of this size that names these keys. */
    VerifierKey signer(KeyChain chain, long size) {
        return before.filter(old -> chain.last().equals(key) && chain.at(size).equals(old))
                .orElse(key);
    }
}
