package dev.pinwheel.journal;

import dev.pinwheel.ledger.Frontier;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.Leaf;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.TilePath;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Verifies a whole ledger: hashes every entry again, and holds every checkpoint against the root
 * over the entries that it covers. As all roots are made of one sequence of leaves, checkpoints
 * that pass are consistent with each other. The ledger may grow meanwhile.
 */
public final class Verifier {

    private static final int PAGE = 256;

    private final Entries entries;
    private final Anchor anchor;
    private final CheckpointReader checkpoints;
    private final KeyChain chain = new KeyChain();
    private Frontier frontier = Frontier.EMPTY;
    private long verified;
    private long signed;
    private boolean ended;

    private List<SignedCheckpoint> kept = List.of();
    private Consumer<Leaf> hearer = leaf -> {};

    private Verifier(Entries entries, Anchor anchor) {
        this.entries = entries;
        this.anchor = anchor;
        this.checkpoints = new CheckpointReader(entries);
    }

    /** What this ledger, and what it has published, is worth to who trusts this key. */
    public static Verification verify(Entries entries, LogDirectory log, VerifierKey key) {
        return of(entries, Anchor.of(key)).verify(log);
    }

    /** A verifier of these entries for who trusts this key, which must have signed them; it verifies once. */
    public static Verifier of(Entries entries, Anchor anchor) {
        return new Verifier(entries, anchor);
    }

    /** Holds the ledger against checkpoints of it, too, that were kept elsewhere. */
    public Verifier against(List<SignedCheckpoint> elsewhere) {
        kept = List.copyOf(elsewhere);
        return this;
    }

    /** Lets somebody hear every leaf in its order; only what is said when all is verified makes it worth something. */
    Verifier telling(Consumer<Leaf> listener) {
        hearer = listener;
        return this;
    }

    /** Verifies all of it, and what it has published here. */
    public Verification verify(LogDirectory log) {
        try {
            return run(log);
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
        checkpoints.peek().ifPresent(this::checkAhead);
        log.checkpoint().ifPresent(this::checkPublished);
        kept.forEach(this::checkPublished);
        if (verified == 0) {
            throw incomplete("there is no checkpoint, so nothing is signed");
        }
        var distrust = chain.distrust(anchor, frontier.size()).or(() -> chain.notSignedIn(0));
        if (distrust.isPresent()) {
            throw untrusted(distrust.get());
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
        checkType(entry);
        chain.add(entry.index(), entry.leaf());
        frontier = frontier.append(entry.stored(), this::checkSubtree);
        hearer.accept(entry.leaf());
        while (checkpoints.peek().filter(this::isOfThisSize).isPresent()) {
            check(checkpoints.next(), frontier.root());
        }
    }

    /** Nothing follows an end, and the database calls an entry what its leaf says it is. */
    private void checkType(Entry entry) {
        if (ended) {
            throw tampered(
                    "entry " + (entry.index() - 1) + " ended the ledger, and entry " + entry.index() + " follows it");
        }
        var type = String.valueOf(Canonical.parse(entry.leaf().bytes()).get("type"));
        if (!type.equals(entry.type())) {
            throw tampered("the database calls entry " + entry.index() + " '" + entry.type() + "', which is a " + type);
        }
        ended = type.equals(EntryType.ORIGIN_ENDED.toString());
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
