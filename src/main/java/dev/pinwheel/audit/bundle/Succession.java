package dev.pinwheel.audit.bundle;

import dev.pinwheel.journal.KeyChain;
import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.ConsistencyProof;
import dev.pinwheel.ledger.Leaf;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.TlogProof;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;

/**
 * Which key of a bundle's ledger followed which: for each rotation, the entry that names the new key, the proof that
 * the old key signed a tree which ends with this entry, and the proof that the bundle's tree grew out of that one.
 */
final class Succession {

    private final BundleFile bundle;
    private final Checkpoint newest;
    private final KeyChain chain;
    private long rotated;

    private Succession(BundleFile bundle, Checkpoint newest, VerifierKey first) {
        this.bundle = bundle;
        this.newest = newest;
        this.chain = KeyChain.of(first);
    }

    /**
     * The keys up to the one that signs this checkpoint.
     *
     * @throws Failed if a key did not sign in the next
     */
    static KeyChain read(BundleFile bundle, Checkpoint newest) throws IOException {
        try {
            var first = bundle.has(Rotation.KEY.of(1)) ? Rotation.KEY.of(1) : Layout.KEY;
            var succession = new Succession(bundle, newest, key(bundle, first));
            for (var number = 1; number <= bundle.rotations(); number++) {
                succession.follow(number);
            }
            succession.checkLast();
            return succession.chain;
        } catch (IllegalArgumentException e) {
            throw Failed.tampered("the rotations of the key cannot be read: " + e.getMessage());
        }
    }

    private static VerifierKey key(BundleFile bundle, String name) throws IOException {
        var text = bundle.text(name);
        var key = VerifierKey.parse(text.strip());
        if (!text.equals(key + "\n")) {
            throw new IllegalArgumentException(name + " is not one line");
        }
        return key;
    }

    private void follow(int number) throws IOException {
        var old = chain.last();
        var leaf = Leaf.of(bundle.bytes(Rotation.ENTRY.of(number)));
        var proof = TlogProof.parse(bundle.text(Rotation.PROOF.of(number)));
        var then = proof.signed().checkpoint();
        if (!key(bundle, Rotation.KEY.of(number)).equals(old)
                || proof.signed().check(old) == Note.Standing.UNKNOWN_KEY) {
            throw Failed.untrusted("rotation " + number + " is not signed with " + old + ", whose turn it was");
        }
        if (proof.index() == 0) {
            throw Failed.tampered("rotation " + number + " is the first entry, which rotates no key");
        }
        if (proof.extra().isPresent()) {
            throw Failed.tampered("rotation " + number + " has extra data, which nobody signed");
        }
        if (proof.signed().note().signatures().size() > 1) {
            throw Failed.tampered("rotation " + number + " has more signatures than that of " + old);
        }
        if (!proof.proves(leaf, old) || proof.index() + 1 != then.size() || then.size() <= rotated) {
            throw Failed.tampered("rotation " + number + " is not the last entry that " + old + " signed");
        }
        checkGrowth(number, then);
        chain.add(proof.index(), leaf);
        if (chain.last().equals(old)) {
            throw Failed.tampered("rotation " + number + " is an entry that names no new key");
        }
        rotated = then.size();
    }

    private void checkGrowth(int number, Checkpoint then) throws IOException {
        var name = Rotation.GROWTH.of(number);
        var hashes = GrowthText.parse(name, bundle.text(name));
        if (then.size() >= newest.size()
                || !new ConsistencyProof(then.size(), newest.size(), hashes).proves(then.root(), newest.root())) {
            throw Failed.tampered("the ledger did not grow out of the one that rotation " + number + " ended");
        }
    }

    private void checkLast() throws IOException {
        if (!key(bundle, Layout.KEY).equals(chain.last())) {
            throw Failed.tampered("the member " + Layout.KEY + " is not the key that the last rotation names");
        }
    }
}
