package dev.pinwheel.proposal;

/**
 * What shows that an entry is in the ledger.
 *
 * @param index the entry's index
 * @param proofText the signed checkpoint and the inclusion proof, as they are published
 * @param vkey the key that the checkpoint's signature verifies under
 */
public record LedgerProof(long index, String proofText, String vkey) {}
