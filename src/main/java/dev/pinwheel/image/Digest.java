package dev.pinwheel.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A content address: {@code sha256:} or {@code sha512:} and the hash in lower-case hex. */
public record Digest(String algorithm, String hex) {

    private static final Pattern SHA256 = Pattern.compile("[a-f0-9]{64}");
    private static final Pattern SHA512 = Pattern.compile("[a-f0-9]{128}");

    public Digest {
        var wellFormed =
                switch (algorithm) {
                    case "sha256" -> SHA256.matcher(hex).matches();
                    case "sha512" -> SHA512.matcher(hex).matches();
                    default -> false;
                };
        if (!wellFormed) {
            throw new IllegalArgumentException("not a sha256 or sha512 digest: '" + algorithm + ":" + hex + "'");
        }
        algorithm = algorithm.equals("sha256") ? "sha256" : "sha512";
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
        return new Digest("sha256", HexFormat.of().formatHex(hasher("sha256").digest(content)));
    }

    /** A fresh hash function for an algorithm that {@link Digest} accepts. */
    public static MessageDigest hasher(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256 and SHA-512", e);
        }
    }

    /** Whether these bytes hash to this digest. */
    public boolean matches(byte[] content) {
        return HexFormat.of().formatHex(hasher(algorithm).digest(content)).equals(hex);
    }

    /** The first twelve hex digits, for people. */
    public String abbreviated() {
        return hex.substring(0, 12);
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
