package dev.pinwheel.journal;

import dev.pinwheel.ledger.CosignerKey;
import dev.pinwheel.ledger.CosignerKey.Algorithm;
import dev.pinwheel.ledger.CosigningKey;
import dev.pinwheel.ledger.Ed25519;
import dev.pinwheel.ledger.MlDsa;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The key that signs with times, in a file that only its owner can read, and its public half beside it. */
public final class CosigningKeyFile {

    private final Path directory;
    private final Path secret;
    private final Path verifier;
    private final Algorithm algorithm;

    /**
     * The key in this directory.
     *
     * @param stem what its files are called before {@code .key} and {@code .vkey}
     */
    public CosigningKeyFile(Path directory, String stem, Algorithm algorithm) {
        this.directory = directory;
        this.secret = directory.resolve(stem + ".key");
        this.verifier = directory.resolve(stem + ".vkey");
        this.algorithm = algorithm;
    }

    /**
     * The key of this name; it is made the first time.
     *
     * @throws IOException if it cannot be read, or is another's
     */
    public CosigningKey open(String name) throws IOException {
        if (!Files.exists(secret)) {
            make(name);
        }
        var key = verifier();
        if (!key.name().equals(name) || key.algorithm() != algorithm) {
            throw new IOException(verifier + " is the " + key.algorithm() + " key of " + key.name() + ", not of " + name
                    + "; a key keeps its name, so begin in another directory or give the old name");
        }
        try {
            return new CosigningKey(key, PemKey.read(secret, platformName()));
        } catch (IllegalArgumentException e) {
            throw new IOException(secret + " and " + verifier + " do not hold one key: " + e.getMessage(), e);
        }
    }

    private void make(String name) throws IOException {
        var keys =
                switch (algorithm) {
                    case ED25519 -> Ed25519.newKeys();
                    case ML_DSA_44 -> MlDsa.newKeys();
                };
        var key = new CosignerKey(name, algorithm, keys.getPublic());
        DurableFiles.makeDirectory(directory);
        DurableFiles.write(verifier, (key + "\n").getBytes(StandardCharsets.UTF_8), DurableFiles.PUBLIC);
        PemKey.write(secret, keys.getPrivate());
        DurableFiles.sync(directory);
    }

    /** The public half. */
    public CosignerKey verifier() throws IOException {
        try {
            return CosignerKey.parse(Files.readString(verifier).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(verifier + ": " + e.getMessage(), e);
        }
    }

    private String platformName() {
        return switch (algorithm) {
            case ED25519 -> "Ed25519";
            case ML_DSA_44 -> "ML-DSA-44";
        };
    }
}
