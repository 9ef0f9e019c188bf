package dev.pinwheel.journal;

import dev.pinwheel.ledger.SignedCheckpoint;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** The stored checkpoints in the order of their sizes, read a few at a time. */
final class CheckpointReader {

    private static final int PAGE = 256;

    private final Entries entries;
    private final Queue<SignedCheckpoint> ahead = new ArrayDeque<>();
    private long size;

    CheckpointReader(Entries entries) {
        this(entries, 0);
    }

    /** Those of more than {@code size} entries. */
    CheckpointReader(Entries entries, long size) {
        this.entries = entries;
        this.size = size;
    }

    /** The next one, which stays the next one. */
    Optional<SignedCheckpoint> peek() {
        if (ahead.isEmpty()) {
            for (var text : entries.checkpointsAfter(size, PAGE)) {
                var signed = SignedCheckpoint.parse(text);
                if (signed.checkpoint().size() <= size) {
                    throw new IllegalArgumentException("a checkpoint of "
                            + signed.checkpoint().size() + " entries is stored after the one of " + size);
                }
                ahead.add(signed);
                size = signed.checkpoint().size();
            }
        }
        return Optional.ofNullable(ahead.peek());
    }

    SignedCheckpoint next() {
        return ahead.remove();
    }
}
