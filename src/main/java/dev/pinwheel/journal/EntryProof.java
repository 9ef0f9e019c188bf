package dev.pinwheel.journal;

import dev.pinwheel.ledger.InclusionProof;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.TlogProof;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.util.Optional;

/**
 * The proof that an entry is in a ledger, with a checkpoint that witnesses cosigned where such a one covers the entry:
 * the newest that has the policy's quorum, else the published one with the lines that it has so far.
 */
public final class EntryProof {

    private final Entries entries;
    private final LogDirectory log;
    private final VerifierKey key;

    /** Proofs of entries of this ledger, which is published in this directory and signed with this key. */
    public EntryProof(Entries entries, LogDirectory log, VerifierKey key) {
        this.entries = entries;
        this.log = log;
        this.key = key;
    }

    /**
     * The proof of an entry.
     *
     * @param own a checkpoint that covers it, with our own line
     * @throws IOException if what is published cannot be read
     */
    public TlogProof of(long index, SignedCheckpoint own) throws IOException {
        var size = own.checkpoint().size();
        var cosigned = proof(index, size, log.cosigned());
        var proof = cosigned.isPresent() ? cosigned : proof(index, size, log.checkpoint());
        return proof.orElseGet(() ->
                new TlogProof(index, InclusionProof.of(index, size, entries).hashes(), own));
    }

    /** A proof with a checkpoint that has more than our own line; it must prove the entry that we have. */
    private Optional<TlogProof> proof(long index, long most, Optional<SignedCheckpoint> published) {
        return published
                .filter(signed -> signed.note().signatures().size() > 1)
                .filter(signed -> signed.check(key) == Note.Standing.VERIFIED)
                .filter(signed -> signed.checkpoint().size() > index
                        && signed.checkpoint().size() <= most)
                .map(signed -> new TlogProof(index, inclusion(index, signed).hashes(), signed))
                .filter(proof -> entries.entry(index)
                        .filter(entry -> proof.proves(entry.leaf(), key))
                        .isPresent());
    }

    private InclusionProof inclusion(long index, SignedCheckpoint signed) {
        return InclusionProof.of(index, signed.checkpoint().size(), entries);
    }
}
