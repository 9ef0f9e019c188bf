package dev.pinwheel.journal;

import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds one signed checkpoint. */
public final class CheckpointFile {

    private static final long MAX_BYTES = 1 << 20;

    private CheckpointFile() {}

    /**
     * Reads it.
     *
     * @throws IOException if it cannot be read, is larger than 1 MiB, or holds no checkpoint
     */
    public static SignedCheckpoint read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is larger than any checkpoint");
        }
        try {
            return SignedCheckpoint.parse(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is not a checkpoint: " + e.getMessage(), e);
        }
    }
}
