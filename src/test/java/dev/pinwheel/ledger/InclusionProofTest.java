package dev.pinwheel.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InclusionProofTest {

    private static final int SIZES = 70;
    private static final List<Hash> LEAVES = Trees.leaves(SIZES);
    private static final Subtrees SUBTREES = Trees.subtrees(LEAVES);

    @Test
    void everyLeafOfEverySizeIsProved() {
        forEachProof((proof, leaf, root) -> assertTrue(proof.proves(leaf, root)));
    }

    @Test
    void lengthIsThatOfThePathAndNoMore() {
        forEachProof((proof, leaf, root) ->
                assertTrue(proof.hashes().size() <= 64 - Long.numberOfLeadingZeros(proof.size() - 1)));
        assertEquals(0, InclusionProof.of(0, 1, SUBTREES).hashes().size());
    }

    @Test
    void anotherIndexProvesNothing() {
        forEachProof((proof, leaf, root) -> {
            for (var index = -1L; index <= proof.size() + 1; index++) {
                if (index != proof.index()) {
                    assertFalse(new InclusionProof(index, proof.size(), proof.hashes()).proves(leaf, root));
                }
            }
        });
    }

    @Test
    void anotherSizeProvesNothingWithThisRoot() {
        forEachProof((proof, leaf, root) -> {
            var wrong = new InclusionProof(proof.index(), 0, proof.hashes());
            assertFalse(wrong.proves(leaf, root));
            var negative = new InclusionProof(proof.index(), Long.MIN_VALUE, proof.hashes());
            assertFalse(negative.proves(leaf, root));
        });
    }

    @Test
    void aChangedLeafOrRootIsNotProved() {
        forEachProof((proof, leaf, root) -> {
            assertFalse(proof.proves(Trees.flipped(leaf, 7), root));
            assertFalse(proof.proves(leaf, Trees.flipped(root, 255)));
        });
    }

    @Test
    void aHashDroppedAddedSwappedOrFlippedProvesNothing() {
        forEachProof((proof, leaf, root) -> {
            for (var forged : forgeries(proof.hashes(), leaf, root)) {
                assertFalse(
                        new InclusionProof(proof.index(), proof.size(), forged).proves(leaf, root),
                        proof + " " + forged);
            }
        });
    }

    @Test
    void thereIsNoProofForALeafThatIsNotThere() {
        assertThrows(IllegalArgumentException.class, () -> InclusionProof.of(3, 3, SUBTREES));
        assertThrows(IllegalArgumentException.class, () -> InclusionProof.of(-1, 3, SUBTREES));
        assertThrows(IllegalArgumentException.class, () -> InclusionProof.of(0, 0, SUBTREES));
    }

    static List<List<Hash>> forgeries(List<Hash> hashes, Hash first, Hash last) {
        var forgeries = new ArrayList<List<Hash>>();
        for (var place = 0; place <= hashes.size(); place++) {
            for (var extra : List.of(first, last, Hash.OF_NOTHING)) {
                var longer = new ArrayList<>(hashes);
                longer.add(place, extra);
                forgeries.add(longer);
            }
        }
        for (var place = 0; place < hashes.size(); place++) {
            var shorter = new ArrayList<>(hashes);
            shorter.remove(place);
            forgeries.add(shorter);
            var flipped = new ArrayList<>(hashes);
            flipped.set(place, Trees.flipped(hashes.get(place), place));
            forgeries.add(flipped);
            if (place > 0) {
                var swapped = new ArrayList<>(hashes);
                Collections.swap(swapped, place - 1, place);
                forgeries.add(swapped);
            }
        }
        return forgeries;
    }

    private interface Claim {
        void check(InclusionProof proof, Hash leaf, Hash root);
    }

    private static void forEachProof(Claim claim) {
        for (var size = 1; size < SIZES; size++) {
            var root = Trees.root(LEAVES.subList(0, size));
            for (var index = 0; index < size; index++) {
                claim.check(InclusionProof.of(index, size, SUBTREES), LEAVES.get(index), root);
            }
        }
    }
}
