package dev.pinwheel.ledger;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Trees by the letter of RFC 6962 §2.1, to hold the real ones against. */
final class Trees {

    private Trees() {}

    static Leaf leaf(long index) {
        return Leaf.of(("entry " + index).getBytes(StandardCharsets.UTF_8));
    }

    static List<Hash> leaves(int count) {
        return IntStream.range(0, count).mapToObj(index -> leaf(index).hash()).toList();
    }

    /** MTH(D[n]). */
    static Hash root(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return Hash.OF_NOTHING;
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        var split = 1;
        while (split * 2 < leaves.size()) {
            split *= 2;
        }
        return Hash.node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    static Subtrees subtrees(List<Hash> leaves) {
        return (height, index) -> root(leaves.subList((int) index << height, (int) (index + 1) << height));
    }

    static Hash flipped(Hash hash, int bit) {
        var bytes = hash.bytes();
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        return Hash.of(bytes);
    }
}
