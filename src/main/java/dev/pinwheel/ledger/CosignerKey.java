package dev.pinwheel.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;

/**
 * What a cosigner's timestamped signatures under a checkpoint are verified with, one line of text.
 *
 * @see <a href="https://c2sp.org/tlog-cosignature">C2SP tlog-cosignature</a>
 */
public record CosignerKey(String name, Algorithm algorithm, PublicKey key) implements NoteKey {

    private static final String LABEL = "subtree/v1\n\0";

    /** The types of cosignature. */
    public enum Algorithm {
        /** cosignature/v1, which signs the checkpoint's text. */
        ED25519(0x04, 64),
        /** subtree/v1, which signs origin, size and root hash, and the cosigner's name. */
        ML_DSA_44(0x06, 2420);

        private final int type;
        private final int length;

        Algorithm(int type, int length) {
            this.type = type;
            this.length = length;
        }

        byte[] encode(PublicKey key) {
            return switch (this) {
                case ED25519 -> Ed25519.encode(key);
                case ML_DSA_44 -> MlDsa.encode(key);
            };
        }

        PublicKey decode(byte[] key) {
            return switch (this) {
                case ED25519 -> Ed25519.decode(key);
                case ML_DSA_44 -> MlDsa.decode(key);
            };
        }

        boolean verifies(PublicKey key, byte[] message, byte[] signed) {
            return switch (this) {
                case ED25519 -> Ed25519.verifies(key, message, signed);
                case ML_DSA_44 -> MlDsa.verifies(key, message, signed);
            };
        }
    }

    public CosignerKey {
        KeyName.check(name);
        key = algorithm.decode(algorithm.encode(key));
    }

    /** Reads {@code name+id+key}; the inverse of {@link #toString}. */
    public static CosignerKey parse(String text) {
        var written = KeyText.parse(text);
        for (var algorithm : Algorithm.values()) {
            if (algorithm.type == written.type()) {
                return new CosignerKey(written.name(), algorithm, algorithm.decode(written.key()));
            }
        }
        throw new IllegalArgumentException(
                "not a cosigner's key: '" + text + "'; its type must be 4 or 6, not " + written.type());
    }

    @Override
    public byte[] id() {
        return text().id();
    }

    /** The key itself, whatever its name. */
    byte[] bytes() {
        return algorithm.encode(key);
    }

    @Override
    public boolean verifies(String text, byte[] signature) {
        if (signature.length != Long.BYTES + algorithm.length) {
            return false;
        }
        var seconds = ByteBuffer.wrap(signature).getLong();
        var signed = Arrays.copyOfRange(signature, Long.BYTES, signature.length);
        return seconds >= 0 && algorithm.verifies(key, message(seconds, text), signed);
    }

    /** When this line, which this key verifies, says that it was signed. */
    static Instant time(Note.Signature line) {
        return Instant.ofEpochSecond(ByteBuffer.wrap(line.signed()).getLong());
    }

    /** What is signed at this time, in seconds since 1970, under this text of a checkpoint. */
    byte[] message(long seconds, String text) {
        return switch (algorithm) {
            case ED25519 -> ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
            case ML_DSA_44 -> subtree(seconds, Checkpoint.parse(text));
        };
    }

    private byte[] subtree(long seconds, Checkpoint checkpoint) {
        var cosigner = name.getBytes(StandardCharsets.UTF_8);
        var origin = checkpoint.origin().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(LABEL.length() + 2 + cosigner.length + origin.length + 3 * Long.BYTES + Hash.LENGTH)
                .put(LABEL.getBytes(StandardCharsets.UTF_8))
                .put((byte) cosigner.length)
                .put(cosigner)
                .putLong(seconds)
                .put((byte) origin.length)
                .put(origin)
                .putLong(0)
                .putLong(checkpoint.size())
                .put(checkpoint.root().bytes())
                .array();
    }

    private KeyText text() {
        return KeyText.of(name, algorithm.type, bytes());
    }

    @Override
    public String toString() {
        return text().toString();
    }
}
