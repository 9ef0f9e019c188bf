package dev.pinwheel.journal;

import dev.pinwheel.ledger.Frontier;
import dev.pinwheel.ledger.Hash;
import java.time.Instant;

/**
 * How far the ledger has grown.
 *
 * @param frontier its right edge
 * @param root the root hash that is stored beside it; it is the frontier's own, unless somebody tampered
 * @param at when it was written
 */
public record Head(Frontier frontier, Hash root, Instant at) {

    /** The head with this right edge. */
    static Head of(Frontier frontier, Instant at) {
        return new Head(frontier, frontier.root(), at);
    }

    public long size() {
        return frontier.size();
    }
}
