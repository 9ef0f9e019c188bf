package dev.pinwheel.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A content address: {@code sha256:} or {@code sha512:} and the hash in lower-case hex; kept as its bytes alone. */
public final class Digest {

    private static final Pattern SHA256 = Pattern.compile("[a-f0-9]{64}");
    private static final Pattern SHA512 = Pattern.compile("[a-f0-9]{128}");
    private static final int SHA256_BYTES = 32;

    private final byte[] hash;

    /**
     * A digest of its two parts.
     *
     * @throws IllegalArgumentException if the algorithm is another, or the hex is not a hash of it in lower case
     */
    public Digest(String algorithm, String hex) {
        var wellFormed =
                switch (algorithm) {
                    case "sha256" -> SHA256.matcher(hex).matches();
                    case "sha512" -> SHA512.matcher(hex).matches();
                    default -> false;
                };
        if (!wellFormed) {
            throw new IllegalArgumentException("not a sha256 or sha512 digest: '" + algorithm + ":" + hex + "'");
        }
        this.hash = HexFormat.of().parseHex(hex);
    }

    private Digest(byte[] hash) {
        this.hash = hash;
    }

    /** Reads {@code sha256:…} or {@code sha512:…}; the inverse of {@link #toString}. */
    public static Digest parse(String text) {
        var colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("not a digest: '" + text + "'");
        }
        return new Digest(text.substring(0, colon), text.substring(colon + 1));
    }

    /** The SHA-256 digest of these bytes. */
    public static Digest of(byte[] content) {
        return new Digest(hasher("sha256").digest(content));
    }

    /** A fresh hash function for an algorithm that {@link Digest} accepts. */
    public static MessageDigest hasher(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256 and SHA-512", e);
        }
    }

    /** The name of the hash function: {@code sha256} or {@code sha512}. */
    public String algorithm() {
        return hash.length == SHA256_BYTES ? "sha256" : "sha512";
    }

    /** The hash in lower-case hex. */
    public String hex() {
        return HexFormat.of().formatHex(hash);
    }

    /** Whether these bytes hash to this digest. */
    public boolean matches(byte[] content) {
        return Arrays.equals(hasher(algorithm()).digest(content), hash);
    }

    /** The first twelve hex digits, for people. */
    public String abbreviated() {
        return hex().substring(0, 12);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest && Arrays.equals(hash, digest.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return algorithm() + ":" + hex();
    }
}
