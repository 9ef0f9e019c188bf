package dev.pinwheel.journal;

import dev.pinwheel.ledger.Frontier;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.TilePath;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.util.List;

/**
 * Verifies a whole ledger: hashes every entry again, and holds every checkpoint against the root
 * over the entries that it covers. As all roots are made of one sequence of leaves, checkpoints
 * that pass are consistent with each other. The ledger may grow meanwhile.
 */
public final class Verifier {

    private static final int PAGE = 256;

    private final Entries entries;
    private final VerifierKey key;
    private final CheckpointReader checkpoints;
    private final KeyChain chain = new KeyChain();
    private Frontier frontier = Frontier.EMPTY;
    private long verified;
    private long signed;

    private Verifier(Entries entries, VerifierKey key) {
        this.entries = entries;
        this.key = key;
        this.checkpoints = new CheckpointReader(entries);
    }

    /** What this ledger, and what it has published, is worth to who trusts this key. */
    public static Verification verify(Entries entries, LogDirectory log, VerifierKey key) {
        try {
            return new Verifier(entries, key).run(log);
        } catch (Failed e) {
            return e.verification;
        } catch (IllegalArgumentException | IOException e) {
            return new Verification.Tampered("something is not what it should be: " + e.getMessage());
        }
    }

    private Verification run(LogDirectory log) throws IOException {
        var head = entries.head();
        while (frontier.size() < head.size()) {
            page(head.size()).forEach(this::add);
        }
        if (!frontier.equals(head.frontier()) || !frontier.root().equals(head.root())) {
            throw tampered("the head is not the one of the " + frontier.size() + " entries");
        }
        Lineage.of(entries);
        checkpoints.peek().ifPresent(this::checkAhead);
        log.checkpoint().ifPresent(this::checkPublished);
        if (verified == 0) {
            throw incomplete("there is no checkpoint, so nothing is signed");
        }
        if (!chain.contains(key)) {
            throw untrusted("the ledger is signed with " + chain.last() + ", and never was with " + key);
        }
        if (!chain.open().isEmpty()) {
            throw untrusted("entry " + (chain.open().getFirst() - 1) + " names a new key, but no checkpoint of "
                    + chain.open().getFirst() + " entries that the old key signed is there");
        }
        return new Verification.Verified(frontier.size(), frontier.root(), verified, signed);
    }

    private List<Entry> page(long size) {
        var limit = (int) Math.min(PAGE, size - frontier.size());
        var page = entries.entries(Selection.ALL, frontier.size(), limit);
        if (page.isEmpty()) {
            throw missing();
        }
        return page;
    }

    private void add(Entry entry) {
        if (entry.index() != frontier.size()) {
            throw missing();
        }
        if (!entry.leaf().hash().equals(entry.stored())) {
            throw tampered("entry " + entry.index() + " is not what was hashed when it was recorded");
        }
        chain.add(entry.index(), entry.leaf());
        frontier = frontier.append(entry.stored(), this::checkSubtree);
        while (checkpoints.peek().filter(this::isOfThisSize).isPresent()) {
            check(checkpoints.next(), frontier.root());
        }
    }

    private void checkSubtree(int height, long index, Hash hash) {
        if (height > 0
                && height % TilePath.HEIGHT == 0
                && !entries.subtree(height, index).equals(hash)) {
            throw tampered("the stored hash over the 2^" + height + " leaves at " + index + " is another");
        }
    }

    private boolean isOfThisSize(SignedCheckpoint next) {
        return next.checkpoint().size() == frontier.size();
    }

    /** A checkpoint beyond the entries that were read is right if the ledger has grown meanwhile. */
    private void checkAhead(SignedCheckpoint next) {
        var size = next.checkpoint().size();
        if (size > entries.head().size()) {
            throw incomplete("a checkpoint was signed over " + size + " entries; there are "
                    + entries.head().size());
        }
    }

    private void checkPublished(SignedCheckpoint published) {
        checkAhead(published);
        check(published, entries.root(0, published.checkpoint().size()));
    }

    private void check(SignedCheckpoint next, Hash root) {
        var size = next.checkpoint().size();
        var signer = chain.at(size);
        switch (next.check(signer)) {
            case UNKNOWN_KEY ->
                throw untrusted(
                        "the checkpoint of " + size + " entries is not signed with " + signer + " but: " + next.note());
            case FORGED -> throw tampered("the checkpoint of " + size + " entries has a forged signature");
            case VERIFIED -> {
                if (!next.checkpoint().root().equals(root)) {
                    throw tampered("the checkpoint of " + size + " entries was signed over other entries than these");
                }
                chain.signed(size);
                verified++;
                signed = Math.max(signed, size);
            }
        }
    }

    private Failed missing() {
        return incomplete("entry " + frontier.size() + " is missing");
    }

    private static Failed incomplete(String what) {
        return new Failed(new Verification.Incomplete(what));
    }

    private static Failed untrusted(String what) {
        return new Failed(new Verification.UntrustedKey(what));
    }

    private static Failed tampered(String what) {
        return new Failed(new Verification.Tampered(what));
    }

    /** Ends the verification at the first thing that is wrong. */
    private static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Verification verification;

        Failed(Verification verification) {
            this.verification = verification;
        }
    }
}
