package dev.pinwheel.proposal;

import java.util.List;

/**
 * What shows that an entry is in the ledger.
 *
 * @param index the entry's index
 * @param proofText the signed checkpoint and the inclusion proof, as they are published
 * @param vkey the key that the checkpoint's signature verifies under
 * @param witnesses who cosigned that checkpoint, by their keys' names
 */
public record LedgerProof(long index, String proofText, String vkey, List<String> witnesses) {

    public LedgerProof {
        witnesses = List.copyOf(witnesses);
    }
}
