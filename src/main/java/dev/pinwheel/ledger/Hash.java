package dev.pinwheel.ledger;

import dev.pinwheel.image.Digest;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** A node of the Merkle tree: 32 bytes of SHA-256, as RFC 6962 §2.1 makes them. */
public final class Hash {

    public static final int LENGTH = 32;

    /** The root hash of the tree without leaves. */
    public static final Hash OF_NOTHING = new Hash(Digest.hasher("sha256").digest());

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** These 32 bytes as a hash. */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a hash has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /** The hash of a leaf that holds this entry. */
    public static Hash leaf(byte[] entry) {
        var sha256 = Digest.hasher("sha256");
        sha256.update(LEAF);
        return new Hash(sha256.digest(entry));
    }

    /** The hash of the node above these two. */
    public static Hash node(Hash left, Hash right) {
        var sha256 = Digest.hasher("sha256");
        sha256.update(NODE);
        sha256.update(left.bytes);
        return new Hash(sha256.digest(right.bytes));
    }

    /** Reads canonical base64; the inverse of {@link #toString}. */
    public static Hash parse(String base64) {
        return of(Base64Text.parse(base64));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Base64Text.print(bytes);
    }
}
