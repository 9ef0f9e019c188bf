package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.EvidenceAudit;
import dev.pinwheel.ledger.Hash;
import java.util.List;
import java.util.Optional;

/** What came of verifying a bundle against a key that somebody trusts. */
public sealed interface BundleVerification {

    /**
     * Every entry of the range is what was signed, all evidence is there or was deleted by a recorded deletion,
     * and the tables and the report say what follows from these.
     *
     * @param from the index of the first entry in the bundle
     * @param to the index behind the last
     * @param size how many entries the signed ledger has
     * @param cosigned who cosigned it, if a policy asked for that
     */
    record Verified(
            long from, long to, long size, Hash root, EvidenceAudit.Findings evidence, Optional<Cosigned> cosigned)
            implements BundleVerification {}

    /**
     * The policy's names of those who cosigned the first so many entries of the ledger.
     *
     * @param size how many entries they cosigned
     */
    record Cosigned(long size, List<String> witnesses) {

        public Cosigned {
            witnesses = List.copyOf(witnesses);
        }
    }

    /** Something is not what it was when it was recorded, signed or exported. */
    record Tampered(String what) implements BundleVerification {}

    /** Something that belongs to the bundle is not there. */
    record Incomplete(String what) implements BundleVerification {}

    /** The checkpoint is not signed with the key that is trusted. */
    record UntrustedKey(String what) implements BundleVerification {}

    /** All is as it was signed, but not cosigned as the policy wants it. */
    record PolicyNotMet(String what) implements BundleVerification {}

    /** It is of another format or edition than this Pinwheel can verify, and that does not make it a forged one. */
    record OtherEdition(String what) implements BundleVerification {}
}
