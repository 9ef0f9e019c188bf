package dev.pinwheel.ledger;

import dev.pinwheel.image.Digest;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What other people verify a log's signatures with: its name and its Ed25519 key, one line of text.
 *
 * @see <a href="https://c2sp.org/signed-note">C2SP signed-note</a>
 */
public record VerifierKey(String name, PublicKey key) {

    private static final byte ED25519 = 1;
    private static final int ID_LENGTH = 4;

    public VerifierKey {
        KeyName.check(name);
        key = Ed25519.decode(Ed25519.encode(key));
    }

    /** Reads {@code name+id+key}; the inverse of {@link #toString}. */
    public static VerifierKey parse(String text) {
        var parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a verifier key: '" + text + "'; write it as name+id+key");
        }
        var typed = Base64Text.parse(parts[2]);
        if (typed.length == 0 || typed[0] != ED25519) {
            throw new IllegalArgumentException("not an Ed25519 verifier key: '" + text + "'");
        }
        var key = new VerifierKey(parts[0], Ed25519.decode(Arrays.copyOfRange(typed, 1, typed.length)));
        if (!key.toString().equals(text)) {
            throw new IllegalArgumentException("the id in '" + text + "' is not this key's; it is " + key.idHex());
        }
        return key;
    }

    /** What tells this key from others of the same name: the beginning of a hash of name and key. */
    byte[] id() {
        var sha256 = Digest.hasher("sha256");
        sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        sha256.update(typed());
        return Arrays.copyOf(sha256.digest(), ID_LENGTH);
    }

    private byte[] typed() {
        var encoded = Ed25519.encode(key);
        var typed = new byte[encoded.length + 1];
        typed[0] = ED25519;
        System.arraycopy(encoded, 0, typed, 1, encoded.length);
        return typed;
    }

    private String idHex() {
        return HexFormat.of().formatHex(id());
    }

    @Override
    public String toString() {
        return name + "+" + idHex() + "+" + Base64Text.print(typed());
    }
}
