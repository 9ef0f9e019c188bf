package dev.pinwheel.audit.bundle;

import dev.pinwheel.ledger.Checkpoint;

/**
 * Which entries of which ledger a bundle holds.
 *
 * @param from the index of the first
 * @param to the index behind the last
 */
record Extent(Checkpoint checkpoint, long from, long to) {

    boolean isWhole() {
        return from == 0 && to == checkpoint.size();
    }
}
