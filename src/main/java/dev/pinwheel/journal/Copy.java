package dev.pinwheel.journal;

import dev.pinwheel.ledger.Frontier;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.Leaf;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies a ledger into an empty store, wholly or not at all. Every leaf is hashed again and every checkpoint is held
 * against the root over the entries that it covers, so that a copy is never of something that was tampered with.
 */
public final class Copy {

    private final Store target;
    private final KeyChain chain = new KeyChain();
    private final Map<Long, Hash> claims = new HashMap<>();
    private Head head;
    private long signed;

    private Copy(Store target) {
        this.target = target;
        this.head = target.entries().head();
    }

    /** What was copied: how many entries, the root hash over them, how many of them the newest checkpoint covers. */
    public record Result(Head head, long signed) {}

    /**
     * Copies these originals of one ledger, each going on where those before it end.
     *
     * @param anchor whose signature the checkpoints bear
     * @throws JournalException if the store is not empty, an original does not verify, or two contradict each other
     */
    public static Result of(List<Original> originals, Anchor anchor, Store target) {
        var copy = new Copy(target);
        if (copy.head.size() > 0) {
            throw new JournalException("there is a ledger of " + copy.head.size()
                    + " entries already; move it away or name an empty database, nothing is written over");
        }
        originals.forEach(copy::claim);
        target.together(() -> {
            originals.forEach(copy::add);
            copy.checkTrusted(anchor);
        });
        return new Result(copy.head, copy.signed);
    }

    /** Where one original ends, all others that go so far must have the same tree. */
    private void claim(Original original) {
        var other = claims.putIfAbsent(original.size(), original.root());
        if (other != null && !other.equals(original.root())) {
            throw new JournalException("two of the copies have " + original.size()
                    + " entries, but not the same; one of them was tampered with, nothing was restored");
        }
    }

    private void add(Original original) {
        try {
            new Reading(original).run();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new JournalException("a copy is damaged or was tampered with, so nothing of it was taken", e);
        }
    }

    /** All originals are of one ledger by now, so that a checkpoint of one of them covers the others as well. */
    private void checkTrusted(Anchor anchor) {
        chain.distrust(anchor, head.size()).ifPresent(why -> {
            throw new JournalException("a copy is not what you trust, so nothing was restored: " + why);
        });
    }

    /** Goes through one original from its first leaf on. */
    private final class Reading {

        private final Original original;
        private final Instant at;
        private Frontier frontier = Frontier.EMPTY;
        private Optional<SignedCheckpoint> next;

        Reading(Original original) {
            this.original = original;
            this.at = original.at();
            this.next = original.checkpointAfter(0);
        }

        void run() {
            for (var page = original.leaves(0); !page.isEmpty(); page = original.leaves(frontier.size())) {
                page(page);
            }
            if (frontier.size() != original.size()) {
                throw new IllegalArgumentException(
                        "it has " + frontier.size() + " entries, not the " + original.size() + " that it says");
            }
        }

        /** Checkpoints go in after the entries that they cover. */
        private void page(List<Leaf> page) {
            var growth = new Growth(head, at);
            for (var leaf : page) {
                if (frontier.size() == growth.size()) {
                    var fact = Fact.Identity.of(leaf);
                    growth.add(fact.type(), fact.id(), leaf);
                    chain.add(frontier.size(), leaf);
                }
                frontier = frontier.append(leaf.hash(), (height, index, hash) -> {});
                compare();
                if (next.filter(this::isDue).isPresent()) {
                    growth = grow(growth);
                    keep(next.get());
                }
            }
            grow(growth);
        }

        private void compare() {
            var claimed = claims.get(frontier.size());
            if (claimed != null && !claimed.equals(frontier.root())) {
                throw new IllegalArgumentException(
                        "its first " + frontier.size() + " entries do not have the root hash " + claimed);
            }
        }

        private Growth grow(Growth growth) {
            if (!growth.additions().isEmpty()) {
                target.append(growth);
                head = growth.after();
            }
            return new Growth(head, at);
        }

        private boolean isDue(SignedCheckpoint checkpoint) {
            return checkpoint.checkpoint().size() == frontier.size();
        }

        private void keep(SignedCheckpoint checkpoint) {
            var signer = chain.at(frontier.size());
            if (checkpoint.check(signer) != Note.Standing.VERIFIED
                    || !checkpoint.checkpoint().root().equals(frontier.root())) {
                throw new IllegalArgumentException("its checkpoint of " + frontier.size()
                        + " entries is not signed with " + signer + " over these entries");
            }
            chain.signed(frontier.size());
            if (frontier.size() >= signed) {
                target.keep(checkpoint.of(List.of(signer)));
                signed = frontier.size();
            }
            next = original.checkpointAfter(frontier.size());
        }
    }
}
