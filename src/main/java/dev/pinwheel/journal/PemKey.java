package dev.pinwheel.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A private key in a file: PKCS#8 in PEM, which its owner alone can read. */
final class PemKey {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String END = "\n-----END PRIVATE KEY-----\n";
    private static final long MAX_BYTES = 1 << 14;

    private PemKey() {}

    /** Writes a key; the directory must still be synced. */
    static void write(Path file, PrivateKey key) throws IOException {
        var pem = BEGIN + Base64.getEncoder().encodeToString(key.getEncoded()) + END;
        DurableFiles.write(file, pem.getBytes(StandardCharsets.UTF_8), DurableFiles.SECRET);
    }

    /**
     * Reads a key.
     *
     * @param algorithm what {@link KeyFactory} calls its kind
     */
    static PrivateKey read(Path file, String algorithm) throws IOException {
        if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            throw new IOException("everybody can read " + file + "; chmod 600 it, and think who might have");
        }
        var text = Files.size(file) > MAX_BYTES ? "" : Files.readString(file);
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            throw new IOException(file + " is not a private key in PEM");
        }
        try {
            var encoded = Base64.getDecoder().decode(text.substring(BEGIN.length(), text.length() - END.length()));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause might quote the key.
            throw new IOException(file + " is not an " + algorithm + " private key in PEM");
        }
    }
}
