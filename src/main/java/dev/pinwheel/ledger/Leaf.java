package dev.pinwheel.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The exact bytes of one entry, and the hash that stands for them in the tree. */
public final class Leaf {

    /** The most bytes that an entry bundle can hold of one entry. */
    public static final int MAX_LENGTH = 65_535;

    private final byte[] entry;
    private final Hash hash;

    private Leaf(byte[] entry) {
        this.entry = entry;
        this.hash = Hash.leaf(entry);
    }

    /** The leaf for these bytes. */
    public static Leaf of(byte[] entry) {
        if (entry.length == 0 || entry.length > MAX_LENGTH) {
            throw new IllegalArgumentException("an entry has 1 to " + MAX_LENGTH + " bytes, not " + entry.length
                    + "; put what is large in evidence");
        }
        return new Leaf(entry.clone());
    }

    public byte[] bytes() {
        return entry.clone();
    }

    public int length() {
        return entry.length;
    }

    public Hash hash() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Leaf that && Arrays.equals(entry, that.entry);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return new String(entry, StandardCharsets.UTF_8);
    }
}
