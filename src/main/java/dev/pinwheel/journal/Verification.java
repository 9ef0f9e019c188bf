package dev.pinwheel.journal;

import dev.pinwheel.ledger.Hash;

/** What came of verifying a whole ledger against a key that somebody trusts. */
public sealed interface Verification {

    /**
     * Every entry is what it was, and every checkpoint was signed with the key over a beginning of these entries.
     *
     * @param size how many entries there are
     * @param root the root hash over them
     * @param checkpoints how many checkpoints were verified
     * @param signed how many entries the newest checkpoint covers
     */
    record Verified(long size, Hash root, long checkpoints, long signed) implements Verification {}

    /** Something is not what it was when it was recorded or signed. */
    record Tampered(String what) implements Verification {}

    /** Something that was signed is not there. */
    record Incomplete(String what) implements Verification {}

    /** A checkpoint is not signed with the key that is trusted. */
    record UntrustedKey(String what) implements Verification {}
}
