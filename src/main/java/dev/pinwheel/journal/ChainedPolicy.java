package dev.pinwheel.journal;

import dev.pinwheel.ledger.PolicyLine;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.Trust;
import dev.pinwheel.ledger.TrustPolicy;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Somebody's policy, and the keys of a ledger that is verified for who trusts one of them: a key that a log of the
 * policy signed in counts as that log.
 */
public record ChainedPolicy(TrustPolicy policy, KeyChain chain) {

    /** What a checkpoint of this ledger is worth. */
    public Trust trust(SignedCheckpoint signed) {
        var signer = chain.at(signed.checkpoint().size());
        if (policy.logs().stream().anyMatch(log -> log.key().equals(signer))) {
            return policy.trust(signed);
        }
        var lines = new ArrayList<>(policy.lines());
        lines.add(new PolicyLine.Log(signer, Optional.empty()));
        return new TrustPolicy(lines).trust(signed);
    }
}
