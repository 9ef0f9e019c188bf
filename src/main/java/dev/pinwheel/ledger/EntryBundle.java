package dev.pinwheel.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Up to 256 entries, side by side, each after its length in two bytes. */
public record EntryBundle(List<Leaf> leaves) {

    public EntryBundle {
        leaves = List.copyOf(leaves);
        if (leaves.isEmpty() || leaves.size() > TilePath.FULL) {
            throw new IllegalArgumentException("an entry bundle has 1 to 256 entries, not " + leaves.size());
        }
    }

    /** Reads a bundle; the inverse of {@link #bytes}. */
    public static EntryBundle parse(byte[] bytes) {
        var rest = ByteBuffer.wrap(bytes);
        var leaves = new ArrayList<Leaf>();
        while (rest.hasRemaining()) {
            if (rest.remaining() < Short.BYTES) {
                throw new IllegalArgumentException("an entry bundle ends within a length");
            }
            var entry = new byte[Short.toUnsignedInt(rest.getShort())];
            if (rest.remaining() < entry.length) {
                throw new IllegalArgumentException("an entry bundle ends within entry " + leaves.size());
            }
            rest.get(entry);
            leaves.add(Leaf.of(entry));
        }
        return new EntryBundle(leaves);
    }

    public byte[] bytes() {
        var bytes = ByteBuffer.allocate(
                leaves.stream().mapToInt(leaf -> Short.BYTES + leaf.length()).sum());
        for (var leaf : leaves) {
            bytes.putShort((short) leaf.length()).put(leaf.bytes());
        }
        return bytes.array();
    }
}
