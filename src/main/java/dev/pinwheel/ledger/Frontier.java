package dev.pinwheel.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a tree: the hashes of the complete subtrees that its leaves fall into, the
 * largest first. It is all that is needed to append.
 */
public record Frontier(long size, List<Hash> hashes) {

    /** The frontier of the tree without leaves. */
    public static final Frontier EMPTY = new Frontier(0, List.of());

    public Frontier {
        hashes = List.copyOf(hashes);
        if (size < 0 || hashes.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException(
                    hashes.size() + " hashes are not the frontier of a tree of " + size + " leaves");
        }
    }

    /** Hears of every subtree that an append completes. */
    @FunctionalInterface
    public interface Completion {
        void completed(int height, long index, Hash hash);
    }

    /** The frontier of the tree of this size, taken from its subtrees. */
    public static Frontier of(long size, Subtrees subtrees) {
        var hashes = new ArrayList<Hash>();
        for (var height = 62; height >= 0; height--) {
            if (((size >> height) & 1) == 1) {
                hashes.add(subtrees.subtree(height, (size >> height) - 1));
            }
        }
        return new Frontier(size, hashes);
    }

    /** The frontier with one leaf more; {@code completion} hears of the subtrees that this completes. */
    public Frontier append(Hash leaf, Completion completion) {
        var edge = new ArrayList<>(hashes);
        var hash = leaf;
        completion.completed(0, size, hash);
        for (var height = 0; ((size >> height) & 1) == 1; height++) {
            hash = Hash.node(edge.removeLast(), hash);
            completion.completed(height + 1, size >> (height + 1), hash);
        }
        edge.add(hash);
        return new Frontier(size + 1, edge);
    }

    /** The frontier with the complete subtree of 2^{@code height} leaves more, which must begin where this one ends. */
    public Frontier join(int height, Hash subtree) {
        if (height < 0 || height > 62 || Long.numberOfTrailingZeros(size) < height) {
            throw new IllegalArgumentException("no subtree of height " + height + " begins at leaf " + size);
        }
        var edge = new ArrayList<>(hashes);
        var hash = subtree;
        for (var level = height; ((size >> level) & 1) == 1; level++) {
            hash = Hash.node(edge.removeLast(), hash);
        }
        edge.add(hash);
        return new Frontier(Math.addExact(size, 1L << height), edge);
    }

    public Hash root() {
        if (hashes.isEmpty()) {
            return Hash.OF_NOTHING;
        }
        var root = hashes.getLast();
        for (var left : hashes.subList(0, hashes.size() - 1).reversed()) {
            root = Hash.node(left, root);
        }
        return root;
    }
}
