package dev.pinwheel.journal;

import dev.pinwheel.ledger.Frontier;
import dev.pinwheel.ledger.Hash;
import java.time.Instant;

/** How far the ledger has grown: its right edge, and when that was written. */
public record Head(Frontier frontier, Instant at) {

    /** The head of a ledger that nothing was ever written to. */
    public static final Head EMPTY = new Head(Frontier.EMPTY, Instant.EPOCH);

    public long size() {
        return frontier.size();
    }

    public Hash root() {
        return frontier.root();
    }
}
