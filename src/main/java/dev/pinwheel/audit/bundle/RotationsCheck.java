package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.Told;
import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.event.OriginEnded;
import dev.pinwheel.journal.KeyChain;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds the entries of a bundle against its rotations: whoever rotated the key once must not sign with it again,
 * and what has ended does not go on. */
final class RotationsCheck {

    private final KeyChain chain;
    private final Extent extent;
    private final Set<Long> known;
    private Optional<Long> untold = Optional.empty();
    private String last = "";

    RotationsCheck(KeyChain chain, Extent extent) {
        this.chain = chain;
        this.extent = extent;
        this.known = chain.rotations(extent.checkpoint().size()).stream()
                .map(KeyChain.Rotation::index)
                .collect(Collectors.toSet());
    }

    void hear(long index, Told entry) {
        var size = extent.checkpoint().size();
        if (index + 1 < size
                && entry.fact()
                        .filter(fact -> fact.event() instanceof OriginEnded)
                        .isPresent()) {
            throw Failed.tampered("entry " + index + " ended the ledger, and others follow it");
        }
        var rotated = entry.fact()
                .map(fact -> fact.event())
                .filter(KeyRotated.class::isInstance)
                .map(KeyRotated.class::cast);
        if (rotated.isPresent() && index + 1 < size) {
            last = rotated.get().next();
            untold = untold.or(() -> Optional.of(index).filter(rotation -> !known.contains(rotation)));
        }
    }

    /** No entry follows. */
    void end() {
        untold.ifPresent(index -> {
            if (last.equals(chain.last().toString())) {
                throw Failed.incomplete("the proof of the rotation in entry " + index + " is missing");
            }
            throw Failed.untrusted("entry " + index + " rotated the key, and the checkpoint of "
                    + extent.checkpoint().size() + " entries is signed with " + chain.last() + " all the same");
        });
    }
}
