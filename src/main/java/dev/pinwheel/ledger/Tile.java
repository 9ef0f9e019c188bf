package dev.pinwheel.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Up to 256 hashes of one level of the tree, side by side. */
public record Tile(List<Hash> hashes) {

    public Tile {
        hashes = List.copyOf(hashes);
        if (hashes.isEmpty() || hashes.size() > TilePath.FULL) {
            throw new IllegalArgumentException("a tile has 1 to 256 hashes, not " + hashes.size());
        }
    }

    /** Reads a tile; the inverse of {@link #bytes}. */
    public static Tile parse(byte[] bytes) {
        if (bytes.length % Hash.LENGTH != 0) {
            throw new IllegalArgumentException("a tile is whole hashes, not " + bytes.length + " bytes");
        }
        var hashes = new ArrayList<Hash>();
        for (var at = 0; at < bytes.length; at += Hash.LENGTH) {
            hashes.add(Hash.of(Arrays.copyOfRange(bytes, at, at + Hash.LENGTH)));
        }
        return new Tile(hashes);
    }

    public byte[] bytes() {
        var bytes = ByteBuffer.allocate(hashes.size() * Hash.LENGTH);
        hashes.forEach(hash -> bytes.put(hash.bytes()));
        return bytes.array();
    }

    /** The hash over the 2^{@code height} hashes of this tile that begin at {@code index}·2^{@code height}. */
    public Hash subtree(int height, int index) {
        return height == 0
                ? hashes.get(index)
                : Hash.node(subtree(height - 1, 2 * index), subtree(height - 1, 2 * index + 1));
    }
}
