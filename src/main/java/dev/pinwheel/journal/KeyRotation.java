package dev.pinwheel.journal;

import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Gives a ledger a new key: the entry first, then the old key's signature over it, then the key files. Whatever
 * interrupts it, the next start of the ledger or of the rotation goes on where it ended.
 */
public final class KeyRotation {

    private KeyRotation() {}

    /**
     * Rotates the key of the ledger in this store, which is closed then.
     *
     * @param reason why, for the record
     * @return the new verifier key
     */
    public static VerifierKey rotate(Path data, Store store, String reason, Clock clock) {
        var files = new KeyFile(data);
        try (var journal = Journal.open(data, Optional.empty(), store, clock)) {
            journal.awaitChecked(Duration.ofDays(1));
            var next = files.next(journal.key().name());
            journal.record(new KeyRotated(clock.instant(), next.toString(), reason));
            journal.publish();
            files.promote();
            return next;
        } catch (IOException e) {
            throw new JournalException("tried to write the new key of the ledger", e);
        }
    }

    /** Ends a rotation that was interrupted after its entry was recorded. */
    static void finish(KeyFile files, Store store) throws IOException {
        var entries = store.entries();
        var next = files.nextVerifier();
        if (next.isEmpty() || entries.head().size() == 0) {
            return;
        }
        if (KeyChain.of(entries).last().equals(next.get())) {
            signIn(files, store);
            files.promote();
        }
    }

    /** The old key signs what has no checkpoint yet; it signs nothing that was signed already. */
    private static void signIn(KeyFile files, Store store) throws IOException {
        var head = store.entries().head();
        var signed = store.entries()
                .checkpoint()
                .map(newest -> newest.checkpoint().size())
                .orElse(0L);
        if (signed < head.size()) {
            var key = files.read();
            store.keep(SignedCheckpoint.sign(new Checkpoint(key.verifier().name(), head.size(), head.root()), key));
        }
    }
}
