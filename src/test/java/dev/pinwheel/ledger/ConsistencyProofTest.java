package dev.pinwheel.ledger;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsistencyProofTest {

    private static final int SIZES = 50;
    private static final List<Hash> LEAVES = Trees.leaves(SIZES);
    private static final Subtrees SUBTREES = Trees.subtrees(LEAVES);

    @Test
    void everySizeIsProvedToBeginEveryLargerOne() {
        forEachProof((proof, older, newer) -> assertTrue(proof.proves(older, newer)));
    }

    @Test
    void aChangedRootIsNotProved() {
        forEachProof((proof, older, newer) -> {
            assertFalse(proof.proves(Trees.flipped(older, 0), newer));
            assertFalse(proof.proves(older, Trees.flipped(newer, 100)));
        });
    }

    @Test
    void swappedRootsAreNotProved() {
        forEachProof((proof, older, newer) -> {
            if (proof.older() != proof.newer()) {
                assertFalse(proof.proves(newer, older));
            }
        });
    }

    @Test
    void aHashDroppedAddedSwappedOrFlippedProvesNothing() {
        forEachProof((proof, older, newer) -> {
            for (var forged : InclusionProofTest.forgeries(proof.hashes(), older, newer)) {
                assertFalse(new ConsistencyProof(proof.older(), proof.newer(), forged).proves(older, newer));
            }
        });
    }

    @Test
    void sizesOutOfOrderAndTheEmptyTreeProveNothing() {
        forEachProof((proof, older, newer) -> {
            assertFalse(new ConsistencyProof(0, proof.newer(), proof.hashes()).proves(older, newer));
            assertFalse(new ConsistencyProof(-1, proof.newer(), proof.hashes()).proves(older, newer));
            assertFalse(new ConsistencyProof(proof.newer() + 1, proof.newer(), proof.hashes()).proves(older, newer));
        });
        assertFalse(new ConsistencyProof(0, 0, List.of()).proves(Hash.OF_NOTHING, Hash.OF_NOTHING));
    }

    @Test
    void thereIsNoProofBackwardsOrFromNothing() {
        assertThrows(IllegalArgumentException.class, () -> ConsistencyProof.of(4, 3, SUBTREES));
        assertThrows(IllegalArgumentException.class, () -> ConsistencyProof.of(0, 3, SUBTREES));
    }

    private interface Claim {
        void check(ConsistencyProof proof, Hash older, Hash newer);
    }

    private static void forEachProof(Claim claim) {
        for (var newer = 1; newer < SIZES; newer++) {
            for (var older = 1; older <= newer; older++) {
                claim.check(
                        ConsistencyProof.of(older, newer, SUBTREES),
                        Trees.root(LEAVES.subList(0, older)),
                        Trees.root(LEAVES.subList(0, newer)));
            }
        }
    }
}
