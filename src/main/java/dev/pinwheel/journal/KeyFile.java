package dev.pinwheel.journal;

import dev.pinwheel.ledger.Ed25519;
import dev.pinwheel.ledger.SigningKey;
import dev.pinwheel.ledger.VerifierKey;
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

/** The key that signs the ledger, in a file that only its owner can read, and its public half beside it. */
public final class KeyFile {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String END = "\n-----END PRIVATE KEY-----\n";

    private final Path directory;
    private final Path secret;
    private final Path verifier;

    /** The key of the ledger in this directory. */
    public KeyFile(Path data) {
        this.directory = data;
        this.secret = data.resolve("ledger.key");
        this.verifier = data.resolve("ledger.vkey");
    }

    public boolean exists() {
        return Files.exists(secret);
    }

    /** Makes a key for a ledger of this origin. */
    SigningKey make(String origin) throws IOException {
        DurableFiles.makeDirectory(directory);
        var keys = Ed25519.newKeys();
        var key = new SigningKey(new VerifierKey(origin, keys.getPublic()), keys.getPrivate());
        DurableFiles.write(verifier, bytes(key.verifier() + "\n"), DurableFiles.PUBLIC);
        DurableFiles.write(secret, bytes(pem(keys.getPrivate())), DurableFiles.SECRET);
        DurableFiles.sync(directory);
        return key;
    }

    SigningKey read() throws IOException {
        try {
            return new SigningKey(verifier(), secret());
        } catch (IllegalArgumentException e) {
            throw new IOException(secret + " and " + verifier + " do not hold one key: " + e.getMessage(), e);
        }
    }

    /** The public half. */
    public VerifierKey verifier() throws IOException {
        try {
            return VerifierKey.parse(Files.readString(verifier).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(verifier + ": " + e.getMessage(), e);
        }
    }

    private PrivateKey secret() throws IOException {
        if (Files.getPosixFilePermissions(secret).contains(PosixFilePermission.OTHERS_READ)) {
            throw new IOException("everybody can read " + secret + "; chmod 600 it, and think who might have");
        }
        var text = Files.readString(secret);
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            throw new IOException(secret + " is not a private key in PEM");
        }
        try {
            var encoded = Base64.getDecoder().decode(text.substring(BEGIN.length(), text.length() - END.length()));
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause might quote the key.
            throw new IOException(secret + " is not an Ed25519 private key in PEM");
        }
    }

    private static String pem(PrivateKey key) {
        return BEGIN + Base64.getEncoder().encodeToString(key.getEncoded()) + END;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return secret.toString();
    }
}
