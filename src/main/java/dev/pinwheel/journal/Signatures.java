package dev.pinwheel.journal;

import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.util.function.BooleanSupplier;

/** The signatures under all checkpoints that a ledger stores, each held against the key that signed at its size. */
final class Signatures {

    private final Entries entries;
    private final KeyChain chain;
    private final long size;

    /** The signatures under what is stored now. */
    Signatures(Entries entries) {
        this.entries = entries;
        this.size = entries.head().size();
        this.chain = KeyChain.of(entries);
    }

    /** How many entries the newest of them covers at most. */
    long size() {
        return size;
    }

    /**
     * Verifies them in the order of their sizes, a few in memory at a time; first those of more than {@code from}
     * entries, so that who must break off each time does not verify the same ones each time.
     *
     * @param goOn asked before each one
     * @throws UnfitException if one is not of its key, or a key was never signed in
     */
    void check(long from, BooleanSupplier goOn) {
        try {
            if (check(from, size, goOn) && check(0, from, goOn)) {
                checkSignedIn();
            }
        } catch (IllegalArgumentException e) {
            throw SelfCheck.tampered(String.valueOf(e.getMessage()));
        }
    }

    /** Whether it got to the end. */
    private boolean check(long from, long to, BooleanSupplier goOn) {
        var checkpoints = new CheckpointReader(entries, from);
        while (checkpoints.peek().filter(next -> next.checkpoint().size() <= to).isPresent()) {
            if (!goOn.getAsBoolean()) {
                return false;
            }
            check(checkpoints.next());
        }
        return true;
    }

    private void checkSignedIn() {
        var unsigned = chain.notSignedIn(0);
        if (unsigned.isPresent()) {
            throw SelfCheck.tampered(unsigned.get());
        }
    }

    private void check(SignedCheckpoint signed) {
        var covered = signed.checkpoint().size();
        var signer = chain.at(covered);
        if (signed.check(signer) != Note.Standing.VERIFIED) {
            throw SelfCheck.tampered("a stored checkpoint of " + covered + " entries is not signed with " + signer);
        }
        chain.signed(covered);
    }
}
