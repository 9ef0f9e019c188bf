package dev.pinwheel.ledger;

import dev.pinwheel.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A public key as one line of text, {@code name+id+key}, of whatever type.
 *
 * @see <a href="https://c2sp.org/signed-note">C2SP signed-note</a>
 */
final class KeyText {

    private static final int ID_LENGTH = 4;

    private final String name;

    /** The byte that names the type of signature, and the key. */
    private final byte[] typed;

    private KeyText(String name, byte[] typed) {
        this.name = KeyName.check(name);
        this.typed = typed;
        if (typed.length < 2) {
            throw new IllegalArgumentException("the verifier key of " + name + " is empty");
        }
    }

    static KeyText of(String name, int type, byte[] key) {
        var typed = new byte[key.length + 1];
        typed[0] = (byte) type;
        System.arraycopy(key, 0, typed, 1, key.length);
        return new KeyText(name, typed);
    }

    /** Reads {@code name+id+key}; the inverse of {@link #toString}. */
    static KeyText parse(String text) {
        var parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a verifier key: '" + text + "'; write it as name+id+key");
        }
        var key = new KeyText(parts[0], Base64Text.parse(parts[2]));
        if (!key.toString().equals(text)) {
            throw new IllegalArgumentException("the id in '" + text + "' is not this key's; it is " + key.idHex());
        }
        return key;
    }

    String name() {
        return name;
    }

    int type() {
        return Byte.toUnsignedInt(typed[0]);
    }

    byte[] key() {
        return Arrays.copyOfRange(typed, 1, typed.length);
    }

    byte[] id() {
        var sha256 = Digest.hasher("sha256");
        sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        sha256.update(typed);
        return Arrays.copyOf(sha256.digest(), ID_LENGTH);
    }

    private String idHex() {
        return HexFormat.of().formatHex(id());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyText that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return name + "+" + idHex() + "+" + Base64Text.print(typed);
    }
}
