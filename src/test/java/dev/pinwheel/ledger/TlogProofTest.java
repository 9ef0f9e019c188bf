package dev.pinwheel.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlogProofTest {

    private static final String ORIGIN = "ledger.example.com/pinwheel";
    private static final List<Hash> LEAVES = Trees.leaves(5);
    private static final VerifierKey VERIFIER;
    private static final TlogProof PROOF;

    static {
        var keys = Ed25519.newKeys();
        VERIFIER = new VerifierKey(ORIGIN, keys.getPublic());
        var checkpoint = new Checkpoint(ORIGIN, LEAVES.size(), Trees.root(LEAVES));
        PROOF = new TlogProof(
                2,
                InclusionProof.of(2, LEAVES.size(), Trees.subtrees(LEAVES)).hashes(),
                SignedCheckpoint.sign(checkpoint, new SigningKey(VERIFIER, keys.getPrivate())));
    }

    @Test
    void readsBackWhatItPrints() {
        assertEquals(PROOF, TlogProof.parse(PROOF.toString()));
    }

    @Test
    void whatSomebodyAddedReadsBackAndProvesNothing() {
        var text = PROOF.toString().replace("index 2", "extra AAAB\nindex 2");
        var proof = TlogProof.parse(text);

        assertEquals(text, proof.toString());
        assertEquals(Optional.of("AAAB"), proof.extra());
        assertTrue(proof.proves(Trees.leaf(2), VERIFIER));
        assertFalse(proof.proves(Trees.leaf(3), VERIFIER));
    }

    @Test
    void aProofWithoutHashesReadsBack() {
        var bare = new TlogProof(0, List.of(), PROOF.signed());

        assertEquals(bare, TlogProof.parse(bare.toString()));
    }

    @Test
    void provesItsLeafAndNoOther() {
        assertTrue(PROOF.proves(Trees.leaf(2), VERIFIER));
        assertFalse(PROOF.proves(Trees.leaf(3), VERIFIER));
        assertFalse(new TlogProof(3, PROOF.hashes(), PROOF.signed()).proves(Trees.leaf(2), VERIFIER));
    }

    @Test
    void provesNothingToWhoTrustsAnotherKey() {
        var stranger = new VerifierKey(ORIGIN, Ed25519.newKeys().getPublic());

        assertFalse(PROOF.proves(Trees.leaf(2), stranger));
    }

    @ParameterizedTest
    @CsvSource({
        "proof@v1, proof@v2",
        "index 2, index 02",
        "index 2, index -2",
        "index 2, Index 2",
        "'index 2\n', ''",
        "'index 2', 'extra\nindex 2'",
        "'index 2', 'extra \nindex 2'",
        "'index 2', 'extra AAA\nindex 2'",
        "'index 2', 'extra AAAB\nextra AAAB\nindex 2'",
        "'index 2', 'index 2\nextra AAAB'",
        "'index 2', 'extra AB==\nindex 2'"
    })
    void acceptsOnlyWhatItPrints(String from, String to) {
        var changed = PROOF.toString().replace(from, to);

        assertThrows(IllegalArgumentException.class, () -> TlogProof.parse(changed));
    }
}
