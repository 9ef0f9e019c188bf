package dev.pinwheel.journal;

import dev.pinwheel.ledger.Ed25519;
import dev.pinwheel.ledger.SigningKey;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The key that signs the ledger, in a file that only its owner can read, and its public half beside it. */
public final class KeyFile {

    private final Path directory;
    private final Path secret;
    private final Path verifier;
    private final Path verifierBefore;
    private final Path nextSecret;
    private final Path nextVerifier;

    /** The key of the ledger in this directory. */
    public KeyFile(Path data) {
        this.directory = data;
        this.secret = data.resolve("ledger.key");
        this.verifier = data.resolve("ledger.vkey");
        this.verifierBefore = data.resolve("ledger.before.vkey");
        this.nextSecret = data.resolve("ledger.next.key");
        this.nextVerifier = data.resolve("ledger.next.vkey");
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

    /** The key that shall come next: it is made the first time, and stays beside until it is promoted. */
    VerifierKey next(String origin) throws IOException {
        var made = nextVerifier();
        if (made.isPresent()) {
            return made.get();
        }
        var keys = Ed25519.newKeys();
        var key = new VerifierKey(origin, keys.getPublic());
        PemKey.write(nextSecret, keys.getPrivate());
        DurableFiles.write(nextVerifier, bytes(key + "\n"), DurableFiles.PUBLIC);
        DurableFiles.sync(directory);
        return key;
    }

    /** The public half of the key that shall come next, if it was made. */
    Optional<VerifierKey> nextVerifier() throws IOException {
        return Files.exists(nextVerifier) ? Optional.of(verifier(nextVerifier)) : Optional.empty();
    }

    /** Puts the next key in the place of this one, which is gone then; done again, it ends what was interrupted. */
    void promote() throws IOException {
        if (Files.exists(nextSecret)) {
            DurableFiles.write(verifierBefore, Files.readAllBytes(verifier), DurableFiles.PUBLIC);
            Files.move(nextSecret, secret, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.sync(directory);
        }
        Files.move(nextVerifier, verifier, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.sync(directory);
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
        return verifier(verifier);
    }

    /** The public half, and that of the key before it if it was rotated. */
    public Anchor anchor() throws IOException {
        var before =
                Files.exists(verifierBefore) ? Optional.of(verifier(verifierBefore)) : Optional.<VerifierKey>empty();
        return new Anchor(verifier(), before);
    }

    private static VerifierKey verifier(Path file) throws IOException {
        try {
            return VerifierKey.parse(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
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
