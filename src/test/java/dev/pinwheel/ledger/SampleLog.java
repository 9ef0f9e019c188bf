package dev.pinwheel.ledger;

import java.util.ArrayList;
import java.util.List;

/** A log of made-up leaves, at any size, with an honest and a forked past. */
public final class SampleLog {

    private static final int LARGEST = 300;

    private final SigningKey key;
    private final List<Hash> leaves;

    private SampleLog(SigningKey key, List<Hash> leaves) {
        this.key = key;
        this.leaves = leaves;
    }

    public static SampleLog of(String origin) {
        var keys = Ed25519.newKeys();
        return new SampleLog(
                new SigningKey(new VerifierKey(origin, keys.getPublic()), keys.getPrivate()), Trees.leaves(LARGEST));
    }

    /** The log of the same key that tells somebody else another history. */
    public SampleLog forked() {
        var others = new ArrayList<>(leaves);
        others.set(0, Trees.leaf(LARGEST).hash());
        return new SampleLog(key, List.copyOf(others));
    }

    public SigningKey key() {
        return key;
    }

    public Subtrees subtrees() {
        return Trees.subtrees(leaves);
    }

    public SignedCheckpoint signed(int size) {
        var root = Trees.root(leaves.subList(0, size));
        return SignedCheckpoint.sign(new Checkpoint(key.verifier().name(), size, root), key);
    }

    /** An honest request. */
    public AddCheckpoint request(int old, int size) {
        return AddCheckpoint.of(old, signed(size), subtrees());
    }
}
