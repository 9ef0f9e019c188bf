package dev.pinwheel.ledger;

/** The complete subtrees of a tree, by height and by place from the left. */
@FunctionalInterface
public interface Subtrees {

    /** The hash over the 2^{@code height} leaves that begin with leaf {@code index}·2^{@code height}. */
    Hash subtree(int height, long index);

    /** The root hash over the leaves from {@code start} up to, not including, {@code end}. */
    default Hash root(long start, long end) {
        var count = end - start;
        if (count == 0) {
            return Hash.OF_NOTHING;
        }
        if (Long.bitCount(count) == 1) {
            var height = Long.numberOfTrailingZeros(count);
            return subtree(height, start >> height);
        }
        var middle = start + split(count);
        return Hash.node(root(start, middle), root(middle, end));
    }

    /** The largest power of two below {@code count}: where RFC 6962 divides that many leaves. */
    static long split(long count) {
        return Long.highestOneBit(count - 1);
    }
}
