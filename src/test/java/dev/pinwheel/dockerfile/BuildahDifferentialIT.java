package dev.pinwheel.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.candidate.RealParts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buildah pulls what Pinwheel says of each Dockerfile of the corpus, but for the differences listed there. */
class BuildahDifferentialIT {

    @TempDir
    Path directory;

    @Test
    void buildahPullsWhatPinwheelSays() throws Exception {
        RealParts.need("buildah");
        try (var registry = CorpusRegistry.start(directory.resolve("registry"))) {
            var buildah = new Buildah(directory.resolve("storage"));
            assertEquals(List.of(), new Differential(directory, registry, buildah).differences());
        }
    }
}
