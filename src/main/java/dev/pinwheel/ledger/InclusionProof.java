package dev.pinwheel.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * The hashes which show that one leaf is in a tree, from the leaf's sibling up to the root's child.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3">RFC 9162 §2.1.3</a>
 */
public record InclusionProof(long index, long size, List<Hash> hashes) {

    public InclusionProof {
        hashes = List.copyOf(hashes);
    }

    /** The proof that leaf {@code index} is in the tree of this size. */
    public static InclusionProof of(long index, long size, Subtrees subtrees) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size + " leaves");
        }
        var hashes = new ArrayList<Hash>();
        var start = 0L;
        var end = size;
        while (end - start > 1) {
            var middle = start + Subtrees.split(end - start);
            if (index < middle) {
                hashes.addFirst(subtrees.root(middle, end));
                end = middle;
            } else {
                hashes.addFirst(subtrees.root(start, middle));
                start = middle;
            }
        }
        return new InclusionProof(index, size, hashes);
    }

    /** Whether this shows that the leaf with this hash is in the tree with this root hash. */
    public boolean proves(Hash leaf, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        var node = index;
        var last = size - 1;
        var hash = leaf;
        for (var sibling : hashes) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hash.node(sibling, hash);
                var levels = Long.numberOfTrailingZeros(node);
                node >>= levels;
                last >>= levels;
            } else {
                hash = Hash.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}
