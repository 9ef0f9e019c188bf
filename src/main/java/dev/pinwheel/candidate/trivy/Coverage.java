package dev.pinwheel.candidate.trivy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What releases a vulnerability database has data for. Trivy finds nothing in a release that its
 * database has never heard of, and says nothing; an old database would make every new release clean.
 */
final class Coverage {

    private static final int PIECE = 1 << 20;

    private Coverage() {}

    /**
     * Holds a distribution against the database, where its bucket's name is known to us.
     *
     * @throws IOException if the database has no data for the release
     */
    static void require(Path cacheDirectory, String system) throws IOException {
        var bucket = bucket(system);
        if (bucket.isPresent() && !holds(cacheDirectory.resolve("db").resolve("trivy.db"), bucket.get())) {
            throw new IOException("the vulnerability database has no data for " + bucket.get());
        }
    }

    private static Optional<String> bucket(String system) {
        var name = system.substring(0, Math.max(0, system.indexOf(' ')));
        var numbers = system.substring(name.length()).strip().split("\\.", -1);
        return switch (name) {
            case "debian" -> Optional.of("debian " + numbers[0]);
            case "alpine", "ubuntu" ->
                numbers.length < 2 ? Optional.empty() : Optional.of(name + " " + numbers[0] + "." + numbers[1]);
            default -> Optional.empty();
        };
    }

    /** Buckets' names stand in the file as they are. */
    private static boolean holds(Path file, String text) throws IOException {
        var wanted = text.getBytes(StandardCharsets.UTF_8);
        var buffer = new byte[PIECE + wanted.length];
        var kept = 0;
        try (var in = Files.newInputStream(file)) {
            for (var read = in.readNBytes(buffer, 0, PIECE); read > 0; read = in.readNBytes(buffer, kept, PIECE)) {
                var end = kept + read;
                if (holds(buffer, end, wanted)) {
                    return true;
                }
                kept = Math.min(end, wanted.length - 1);
                System.arraycopy(buffer, end - kept, buffer, 0, kept);
            }
        }
        return false;
    }

    private static boolean holds(byte[] buffer, int end, byte[] wanted) {
        for (var i = 0; i + wanted.length <= end; i++) {
            if (buffer[i] == wanted[0] && Arrays.equals(buffer, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
