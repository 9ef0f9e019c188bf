package dev.pinwheel.journal;

import dev.pinwheel.event.OriginEnded;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ends a ledger and begins another one under a new origin: the new key first, then the last entry of the old ledger,
 * which names it, then the first entry of the new one, which names the old one's last checkpoint. Done again, it goes
 * on where it was interrupted.
 */
public final class NewOrigin {

    /** A ledger: the directory that its key and what it publishes lie in, and its database. */
    public record Place(Path data, Database database) {}

    private final Place old;
    private final Place next;
    private final Clock clock;

    /** Goes on from the old ledger in the new place, which must be empty. */
    public NewOrigin(Place old, Place next, Clock clock) {
        this.old = old;
        this.next = next;
        this.clock = clock;
    }

    /**
     * Begins the ledger of this origin.
     *
     * @param reason why, for the record
     * @return the verifier key of the new ledger
     * @throws JournalException if there is another ledger in the new place, or the old one cannot be ended
     */
    public VerifierKey begin(String origin, String reason) {
        try (var store = next.database().open()) {
            var key = key(origin, store.entries());
            var before = end(key, reason);
            var genesis = new Genesis(clock.instant(), key, Optional.of(before));
            if (store.entries().head().size() == 0) {
                var growth = new Growth(store.entries().head(), clock.instant());
                growth.add(Genesis.TYPE, Genesis.ID, genesis.leaf());
                store.append(growth);
            }
            checkFollows(store.entries(), before);
            publish(origin, store);
            return key;
        } catch (IOException e) {
            throw new JournalException("tried to write the key of the new ledger", e);
        }
    }

    private VerifierKey key(String origin, Entries entries) throws IOException {
        var files = new KeyFile(next.data());
        if (entries.head().size() > 0
                && Genesis.read(entries.entry(0).orElseThrow().leaf()).before().isEmpty()) {
            throw new JournalException("there is another ledger in " + next.data() + "; name an empty directory");
        }
        var key = files.exists() ? files.verifier() : files.make(origin).verifier();
        if (!key.name().equals(origin)) {
            throw new JournalException(files + " is the key of " + key.name() + "; name another directory");
        }
        return key;
    }

    /** The last checkpoint of the old ledger, which covers the entry that names the new key. */
    private Genesis.Before end(VerifierKey key, String reason) {
        var store = old.database().open();
        try (var journal = Journal.resume(old.data(), Optional.empty(), store, List.of(), clock)) {
            if (key.name().equals(journal.key().name())) {
                throw new JournalException("the ledger is called " + key.name() + " already");
            }
            journal.awaitChecked(Duration.ofDays(1));
            var ended = Lineage.of(journal.entries()).next();
            if (ended.isPresent() && !ended.get().equals(key)) {
                throw new JournalException("the ledger has ended and goes on as " + ended.get()
                        + "; name that origin, and the directory with its key");
            }
            if (ended.isEmpty()) {
                journal.record(new OriginEnded(clock.instant(), key.toString(), reason));
            }
            return before(journal.publish(), journal);
        }
    }

    private static Genesis.Before before(SignedCheckpoint last, Journal journal) {
        return new Genesis.Before(last.checkpoint(), journal.key());
    }

    private static void checkFollows(Entries entries, Genesis.Before before) {
        if (!Lineage.of(entries).before().equals(Optional.of(before))) {
            throw new JournalException("the new ledger has begun already, and not from " + before.checkpoint());
        }
    }

    private void publish(String origin, Store store) {
        try (var journal = Journal.resume(next.data(), Optional.of(origin), store, List.of(), clock)) {
            journal.publish();
        }
    }
}
