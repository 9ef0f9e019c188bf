package dev.pinwheel.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What shows, with the leaves of a range, that they stand in a tree: the frontier before the range, and the
 * largest complete subtrees that follow it, from left to right.
 *
 * @param from the first leaf of the range
 * @param to the leaf behind its last
 * @param before the hashes of the frontier of the tree of {@code from} leaves
 * @param after the hashes of the subtrees from {@code to} to the end of the tree
 */
public record RangeProof(long from, long to, List<Hash> before, List<Hash> after) {

    private static final String HEAD = "pinwheel-range/v1";
    private static final int MAX_HASHES = 128;

    public RangeProof {
        before = List.copyOf(before);
        after = List.copyOf(after);
        if (from < 0 || from >= to || before.size() != Long.bitCount(from) || after.size() > MAX_HASHES) {
            throw new IllegalArgumentException("no proof of the leaves from " + from + " to " + to + " has "
                    + before.size() + " and " + after.size() + " hashes");
        }
    }

    /** The proof of the leaves from {@code from} up to, not including, {@code to} in the tree of this size. */
    public static RangeProof of(long from, long to, long size, Subtrees subtrees) {
        if (to > size) {
            throw new IllegalArgumentException("no leaf " + (to - 1) + " in a tree of " + size + " leaves");
        }
        var after = new ArrayList<Hash>();
        for (var at = to; at < size; at += 1L << height(at, size)) {
            after.add(subtrees.subtree(height(at, size), at >> height(at, size)));
        }
        return new RangeProof(from, to, Frontier.of(from, subtrees).hashes(), after);
    }

    /** The height of the largest complete subtree that begins at this leaf of a tree of this size. */
    private static int height(long at, long size) {
        var room = 63 - Long.numberOfLeadingZeros(size - at);
        return Math.min(Long.numberOfTrailingZeros(at), room);
    }

    /** The frontier to which the leaves of the range are appended. */
    public Frontier start() {
        return new Frontier(from, before);
    }

    /**
     * The root hash of the tree of this size, once the leaves of the range were appended.
     *
     * @throws IllegalArgumentException if this proof does not belong to that range and size
     */
    public Hash root(Frontier appended, long size) {
        var frontier = appended;
        for (var subtree : after) {
            if (frontier.size() >= size) {
                throw new IllegalArgumentException("the proof is longer than the tree of " + size + " leaves");
            }
            frontier = frontier.join(height(frontier.size(), size), subtree);
        }
        if (appended.size() != to || frontier.size() != size) {
            throw new IllegalArgumentException("the proof ends at leaf " + frontier.size() + " of " + size);
        }
        return frontier.root();
    }

    /** Reads a proof; the inverse of {@link #toString}. */
    public static RangeProof parse(String text) {
        var lines = text.split("\n", -1);
        if (lines.length < 4 || lines.length > MAX_HASHES || !lines[0].equals(HEAD)) {
            throw new IllegalArgumentException("not a range proof");
        }
        var from = Decimal.parse(lines[1]);
        var hashes = Arrays.stream(lines, 3, lines.length - 1).map(Hash::parse).toList();
        var split = Math.min(Long.bitCount(from), hashes.size());
        var proof = new RangeProof(
                from, Decimal.parse(lines[2]), hashes.subList(0, split), hashes.subList(split, hashes.size()));
        if (!proof.toString().equals(text)) {
            throw new IllegalArgumentException("not a canonical range proof");
        }
        return proof;
    }

    @Override
    public String toString() {
        var text = new StringBuilder(HEAD + "\n" + from + "\n" + to + "\n");
        before.forEach(hash -> text.append(hash).append('\n'));
        after.forEach(hash -> text.append(hash).append('\n'));
        return text.toString();
    }
}
