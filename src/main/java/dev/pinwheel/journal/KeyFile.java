package dev.pinwheel.journal;

import dev.pinwheel.ledger.Ed25519;
import dev.pinwheel.ledger.SigningKey;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The key that signs the ledger, in a file that only its owner can read, and its public half beside it. */
public final class KeyFile {

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
        PemKey.write(secret, keys.getPrivate());
        DurableFiles.sync(directory);
        return key;
    }

    SigningKey read() throws IOException {
        try {
            return new SigningKey(verifier(), PemKey.read(secret, "Ed25519"));
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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return secret.toString();
    }
}
