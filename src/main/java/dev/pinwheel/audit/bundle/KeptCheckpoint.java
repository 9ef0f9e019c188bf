package dev.pinwheel.audit.bundle;

import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.Frontier;
import dev.pinwheel.ledger.RangeProof;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.util.Optional;

/** A checkpoint that somebody kept, held against the tree while it grows to the size that was signed then. */
final class KeptCheckpoint {

    private final Optional<SignedCheckpoint> kept;

    KeptCheckpoint(Optional<SignedCheckpoint> kept, RangeProof proof, Checkpoint newest) {
        this.kept = kept;
        kept.ifPresent(older -> {
            var at = older.checkpoint().size();
            var size = newest.size();
            if (at > size) {
                throw Failed.incomplete(
                        "the older checkpoint covers " + at + " entries; the bundle's ledger has " + size);
            }
            if (at == size && !older.checkpoint().root().equals(newest.root())) {
                throw other(size);
            }
            if (at < proof.from() || (at > proof.to() && at != size)) {
                throw Failed.incomplete(
                        "the older checkpoint covers " + at + " entries, and the bundle holds those from "
                                + proof.from() + " to " + (proof.to() - 1) + " only; export a range that reaches it");
            }
        });
    }

    void hear(Frontier frontier) {
        kept.map(SignedCheckpoint::checkpoint)
                .filter(older -> older.size() == frontier.size())
                .filter(older -> !older.root().equals(frontier.root()))
                .ifPresent(older -> {
                    throw other(older.size());
                });
    }

    private static Failed other(long size) {
        return Failed.tampered("the ledger is not the one that was signed at " + size + " entries");
    }
}
