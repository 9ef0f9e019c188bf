package dev.pinwheel.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's BuildKit pulls what Pinwheel says of each Dockerfile of the corpus, but for the differences listed there. */
class BuildKitDifferentialIT {

    @TempDir
    Path directory;

    @Test
    void buildKitPullsWhatPinwheelSays() throws Exception {
        if (!DockerDaemon.isInstalled()) {
            assertTrue(System.getenv("CI") == null, "no docker");
            assumeTrue(false, "skipped: no docker");
        }
        try (var registry = CorpusRegistry.start(directory.resolve("registry"));
                var daemon = DockerDaemon.start()) {
            assertEquals(List.of(), new Differential(directory, registry, daemon).differences());
        }
    }
}
