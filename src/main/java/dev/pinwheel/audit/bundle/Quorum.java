package dev.pinwheel.audit.bundle;

import dev.pinwheel.journal.ChainedPolicy;
import dev.pinwheel.journal.KeyChain;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.Trust;
import dev.pinwheel.ledger.TrustPolicy;
import java.util.Optional;

/** Holds the cosignatures of a bundle, whose keys and entries are verified, against somebody's policy. */
record Quorum(TrustPolicy policy, KeyChain chain) {

    /**
     * Who cosigned the bundle's own checkpoint, or else the older one that it has.
     *
     * @param from the index of the bundle's first entry
     * @throws Failed if that is not the quorum, a witness of the policy did not sign what claims to be its line, or no
     *     entry of the bundle is covered
     */
    BundleVerification.Cosigned check(SignedCheckpoint own, Optional<SignedCheckpoint> cosigned, long from) {
        cosigned.ifPresent(this::checkForged);
        if (trust(own) instanceof Trust.Trusted trusted) {
            return new BundleVerification.Cosigned(own.checkpoint().size(), trusted.witnesses());
        }
        var signed = cosigned.orElse(own);
        var size = signed.checkpoint().size();
        return switch (trust(signed)) {
            case Trust.Untrusted(var reason) ->
                throw Failed.policyNotMet("the checkpoint of " + size + " entries is not trusted: " + reason);
            case Trust.Trusted trusted
            when size <= from ->
                throw Failed.policyNotMet("the quorum cosigned " + size + " entries, and the bundle begins at " + from);
            case Trust.Trusted trusted -> new BundleVerification.Cosigned(size, trusted.witnesses());
        };
    }

    private void checkForged(SignedCheckpoint cosigned) {
        for (var witness : policy.witnesses()) {
            if (cosigned.note().check(witness.key()) == Note.Standing.FORGED) {
                throw Failed.tampered("the cosignature of " + witness.name() + " is forged");
            }
        }
    }

    private Trust trust(SignedCheckpoint signed) {
        return new ChainedPolicy(policy, chain).trust(signed);
    }
}
