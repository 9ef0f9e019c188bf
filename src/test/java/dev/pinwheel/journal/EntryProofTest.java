package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.Cosigners;
import dev.pinwheel.ledger.CosigningKey;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.TlogProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which checkpoint a proof carries, with witnesses and without. */
class EntryProofTest {

    private static final CosigningKey FIRST = Cosigners.make("witness.example.org/w1");
    private static final CosigningKey SECOND = Cosigners.make("witness.example.org/w2");
    private static final Instant NOW = Samples.NOW;

    @TempDir
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private Journal journal;

    @BeforeEach
    void begin() {
        journal = Journals.open(data);
        Journals.recordCycles(journal, 0, 5);
    }

    @AfterEach
    void end() {
        journal.close();
    }

    private static SignedCheckpoint cosigned(SignedCheckpoint signed, CosigningKey... keys) {
        var lines = List.of(keys).stream()
                .map(key -> key.cosign(signed.checkpoint(), NOW))
                .toList();
        return signed.with(lines);
    }

    private List<String> signers(TlogProof proof) {
        return proof.signed().note().signatures().stream()
                .map(Note.Signature::name)
                .toList();
    }

    private TlogProof proof(long index) {
        var proof = TlogProof.parse(journal.prove(index).toString());
        var leaf = journal.entries().entry(index).orElseThrow().leaf();
        assertTrue(proof.proves(leaf, journal.key()));
        return proof;
    }

    @Test
    void withoutWitnessesItCarriesOurLineAlone() {
        assertEquals(List.of(journal.key().name()), signers(proof(3)));
    }

    @Test
    void theLinesUnderThePublishedCheckpointGoIn() {
        journal.cosigned(cosigned(journal.publish(), FIRST), false);

        assertEquals(List.of(journal.key().name(), "witness.example.org/w1"), signers(proof(3)));
    }

    @Test
    void anOlderCheckpointWithTheQuorumIsPreferredWhereItCoversTheEntry() {
        journal.cosigned(cosigned(journal.publish(), FIRST, SECOND), true);
        var covered = journal.entries().head().size();
        Journals.recordCycles(journal, 5, 9);
        journal.cosigned(cosigned(journal.publish(), FIRST), false);

        var older = proof(covered - 1);
        assertEquals(covered, older.signed().checkpoint().size());
        assertEquals(3, signers(older).size());
        var newer = proof(covered);
        assertEquals(
                journal.entries().head().size(), newer.signed().checkpoint().size());
        assertEquals(List.of(journal.key().name(), "witness.example.org/w1"), signers(newer));
    }

    @Test
    void whatOthersPutThereIsNotCarried() throws IOException {
        var stranger = Journals.newKey();
        var root = Hash.of(new byte[Hash.LENGTH]);
        var forged = SignedCheckpoint.sign(new Checkpoint(stranger.verifier().name(), 4, root), stranger);
        journal.publish();
        Files.writeString(
                data.resolve("log/checkpoint.cosigned"), cosigned(forged, FIRST).toString());

        assertEquals(List.of(journal.key().name()), signers(proof(3)));
        Files.writeString(data.resolve("log/checkpoint.cosigned"), "no checkpoint");
        assertThrows(JournalException.class, () -> journal.prove(3));
    }
}
