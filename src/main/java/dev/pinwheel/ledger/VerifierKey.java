package dev.pinwheel.ledger;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;

/**
 * What other people verify a log's signatures with: its name and its Ed25519 key, one line of text.
 *
 * @see <a href="https://c2sp.org/signed-note">C2SP signed-note</a>
 */
public record VerifierKey(String name, PublicKey key) implements NoteKey {

    private static final int ED25519 = 1;

    public VerifierKey {
        KeyName.check(name);
        key = Ed25519.decode(Ed25519.encode(key));
    }

    /** Reads {@code name+id+key}; the inverse of {@link #toString}. */
    public static VerifierKey parse(String text) {
        var written = KeyText.parse(text);
        if (written.type() != ED25519) {
            throw new IllegalArgumentException("not an Ed25519 verifier key: '" + text + "'");
        }
        return new VerifierKey(written.name(), Ed25519.decode(written.key()));
    }

    @Override
    public byte[] id() {
        return text().id();
    }

    @Override
    public boolean verifies(String text, byte[] signature) {
        return Ed25519.verifies(key, text.getBytes(StandardCharsets.UTF_8), signature);
    }

    private KeyText text() {
        return KeyText.of(name, ED25519, Ed25519.encode(key));
    }

    @Override
    public String toString() {
        return text().toString();
    }
}
