package dev.pinwheel.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RangeProofTest {

    private static final int LARGEST = 33;

    private static Hash root(RangeProof proof, List<Hash> leaves, long size) {
        var frontier = proof.start();
        for (var leaf : leaves.subList((int) proof.from(), (int) proof.to())) {
            frontier = frontier.append(leaf, (height, index, hash) -> {});
        }
        return proof.root(frontier, size);
    }

    @Test
    void everyRangeOfEveryTreeMakesItsRoot() {
        for (var size = 1; size <= LARGEST; size++) {
            var leaves = Trees.leaves(size);
            for (var from = 0; from < size; from++) {
                for (var to = from + 1; to <= size; to++) {
                    var proof = RangeProof.of(from, to, size, Trees.subtrees(leaves));
                    assertEquals(Trees.root(leaves), root(RangeProof.parse(proof.toString()), leaves, size));
                }
            }
        }
    }

    @Test
    void anotherHashOrLeafOrSizeMakesAnotherRoot() {
        var leaves = Trees.leaves(20);
        var proof = RangeProof.of(5, 9, 20, Trees.subtrees(leaves));
        var forgedBefore = new RangeProof(
                5,
                9,
                List.of(proof.before().getFirst(), Trees.flipped(proof.before().getLast(), 9)),
                proof.after());
        var forgedAfter = new RangeProof(
                5,
                9,
                proof.before(),
                proof.after().stream().map(hash -> Trees.flipped(hash, 3)).toList());
        var others = new ArrayList<>(leaves);
        others.set(6, leaves.get(7));

        assertNotEquals(Trees.root(leaves), root(forgedBefore, leaves, 20));
        assertNotEquals(Trees.root(leaves), root(forgedAfter, leaves, 20));
        assertNotEquals(Trees.root(leaves), root(proof, others, 20));
        assertThrows(IllegalArgumentException.class, () -> root(proof, leaves, 21));
        assertThrows(IllegalArgumentException.class, () -> root(proof, leaves, 19));
    }

    @Test
    void aProofOfAnotherRangeIsRefused() {
        var leaves = Trees.leaves(20);
        var proof = RangeProof.of(5, 9, 20, Trees.subtrees(leaves));

        assertThrows(IllegalArgumentException.class, () -> proof.root(proof.start(), 20));
        assertThrows(IllegalArgumentException.class, () -> new RangeProof(6, 5, proof.before(), proof.after()));
        assertThrows(IllegalArgumentException.class, () -> new RangeProof(7, 9, proof.before(), proof.after()));
        assertThrows(IllegalArgumentException.class, () -> RangeProof.of(5, 21, 20, Trees.subtrees(leaves)));
    }

    @Test
    void readsOnlyWhatItPrints() {
        var text = RangeProof.of(5, 9, 20, Trees.subtrees(Trees.leaves(20))).toString();

        for (var bad : List.of(
                "",
                text + "\n",
                text.strip(),
                text.replace("\n5\n", "\n05\n"),
                text.replace("/v1", "/v2"),
                text.replace("\n9\n", "\n-9\n"),
                text.replace('=', ' '),
                text + text)) {
            assertThrows(IllegalArgumentException.class, () -> RangeProof.parse(bad), bad);
        }
    }
}
