package dev.pinwheel.ledger;

import java.util.List;

/** What a checkpoint is worth by a policy. */
public sealed interface Trust {

    /**
     * It is signed by a log of the policy and cosigned by its quorum.
     *
     * @param witnesses the policy's names of those who cosigned it
     */
    record Trusted(VerifierKey log, List<String> witnesses) implements Trust {}

    /** It is not, and why. */
    record Untrusted(String reason) implements Trust {}
}
