package dev.pinwheel.journal;

import dev.pinwheel.ledger.Frontier;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.TilePath;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What must be true of a ledger before anything is added to it; {@link Verification} is the whole of it. Another process
 * may write it meanwhile: what is checked ends with the head that was read first.
 */
final class SelfCheck {

    private static final int CHECKPOINTS = 64;
    private static final int PAGE = 1_024;
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

    private final Entries entries;
    private final Head head;
    private final VerifierKey key;
    private KeyChain chain = new KeyChain();

    SelfCheck(Entries entries, VerifierKey key) {
        this.entries = entries;
        this.head = entries.head();
        this.key = key;
    }

    /** Throws if this ledger must not be written. */
    void run(List<Outside> outside, Clock clock) {
        checkClock(clock);
        try {
            checkGenesis();
            Lineage.of(entries);
            checkLeaves();
            checkTree();
            entries.checkpoint().ifPresent(newest -> checkCheckpoint(newest, "the newest stored checkpoint"));
            checkStored();
            outside.forEach(this::checkOutside);
        } catch (IllegalArgumentException e) {
            throw tampered(String.valueOf(e.getMessage()));
        }
    }

    private void checkClock(Clock clock) {
        var now = clock.instant();
        if (now.plus(CLOCK_TOLERANCE).isBefore(head.at())) {
            throw new UnfitException("the clock says " + now + ", but the ledger was written at " + head.at()
                    + "; set the clock right and start again");
        }
    }

    private void checkGenesis() {
        if (entries.entry(0).isEmpty()) {
            throw tampered("entry 0 is missing");
        }
        chain = KeyChain.of(entries);
        if (!chain.last().equals(key)) {
            throw new UnfitException("the ledger is signed with " + chain.last() + ", but the key file holds " + key
                    + "; put the ledger's own key back");
        }
    }

    private void checkLeaves() {
        var first = Math.max(0, head.size() - TilePath.FULL);
        var last = entries.entries(Selection.ALL, first, (int) (head.size() - first));
        if (last.size() != head.size() - first) {
            throw tampered("there are " + last.size() + " entries from " + first + " on, not " + (head.size() - first));
        }
        for (var entry : last) {
            if (!entry.leaf().hash().equals(entry.stored())) {
                throw tampered("entry " + entry.index() + " is not what was hashed when it was added");
            }
        }
    }

    private void checkTree() {
        var frontier = Frontier.of(head.size(), entries);
        if (!frontier.equals(head.frontier()) || !frontier.root().equals(head.root())) {
            throw tampered("the leaf hashes do not add up to the root hash");
        }
    }

    /** All stored checkpoints are of a beginning of this tree; {@link SignatureWatch} verifies more than the newest. */
    private void checkStored() {
        var checkpoints = new CheckpointReader(entries);
        var frontier = Frontier.EMPTY;
        while (checkpoints.peek().isPresent() && frontier.size() < head.size()) {
            var page = entries.leafHashes(frontier.size(), (int) Math.min(PAGE, head.size() - frontier.size()));
            if (page.isEmpty()) {
                throw tampered("some of the entries before " + head.size() + " are missing");
            }
            for (var leaf : page) {
                frontier = frontier.append(leaf, (height, index, hash) -> {});
                checkAll(checkpoints, frontier);
            }
        }
        checkpoints.peek().ifPresent(ahead -> checkCheckpoint(ahead, "a stored checkpoint"));
    }

    private void checkAll(CheckpointReader checkpoints, Frontier frontier) {
        while (checkpoints
                .peek()
                .filter(next -> next.checkpoint().size() == frontier.size())
                .isPresent()) {
            var next = checkpoints.next();
            checkRoot(next, frontier.root(), "a stored checkpoint");
            if (frontier.size() > head.size() - CHECKPOINTS) {
                checkSignature(next, "a stored checkpoint");
            }
        }
    }

    private void checkOutside(Outside outside) {
        try {
            outside.checkpoint().ifPresent(signed -> checkCheckpoint(signed, "the checkpoint in " + outside));
        } catch (IOException e) {
            throw new JournalException("tried to read the checkpoint in " + outside, e);
        }
    }

    private void checkCheckpoint(SignedCheckpoint signed, String what) {
        checkSignature(signed, what);
        var size = signed.checkpoint().size();
        var now = size > head.size() ? entries.head().size() : head.size();
        if (size > now) {
            throw new UnfitException(Rollback.alarm(now, what, size));
        }
        checkRoot(signed, entries.root(0, size), what);
    }

    private void checkSignature(SignedCheckpoint signed, String what) {
        var signer = chain.at(signed.checkpoint().size());
        if (signed.check(signer) != Note.Standing.VERIFIED) {
            throw tampered(what + " is not signed with " + signer);
        }
    }

    private static void checkRoot(SignedCheckpoint signed, Hash root, String what) {
        if (!signed.checkpoint().root().equals(root)) {
            throw tampered(
                    what + " of " + signed.checkpoint().size() + " entries has another root hash than the ledger");
        }
    }

    static UnfitException tampered(String what) {
        return new UnfitException("the ledger was tampered with or is damaged: " + what
                + "; 'pinwheel ledger verify' says more; restore a copy that verifies");
    }
}
