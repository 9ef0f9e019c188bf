package dev.pinwheel.candidate.trivy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** One state of the vulnerability database: its schema's version, and when its data was put together. */
record Snapshot(int version, Instant updatedAt) {

    private static final long LARGEST = 64 << 10;

    /**
     * What is in a cache directory now.
     *
     * @throws IOException if no usable database is there
     */
    static Snapshot in(Path cacheDirectory) throws IOException {
        var metadata = cacheDirectory.resolve("db").resolve("metadata.json");
        if (!Files.exists(metadata) || !Files.exists(metadata.resolveSibling("trivy.db"))) {
            throw new IOException("there is no vulnerability database in " + metadata.getParent()
                    + "; put one there, as by: trivy image --download-db-only --cache-dir " + cacheDirectory);
        }
        if (Files.size(metadata) > LARGEST) {
            throw new IOException(metadata + " is larger than " + LARGEST + " bytes");
        }
        var json = new ObjectMapper().readTree(Files.readAllBytes(metadata));
        try {
            return new Snapshot(
                    json.path("Version").asInt(),
                    Instant.parse(json.path("UpdatedAt").asText()));
        } catch (DateTimeParseException e) {
            throw new IOException(metadata + " does not say when the database was updated", e);
        }
    }
}
