package dev.pinwheel.candidate.trivy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageTest {

    @TempDir
    private Path cache;

    @ParameterizedTest
    @ValueSource(strings = {"debian 12.15", "debian 12", "alpine 3.20.1", "ubuntu 22.04"})
    void aReleaseWithABucketIsCovered(String system) throws IOException {
        write("\0debian 12\0\0alpine 3.20\0ubuntu 22.04\0");

        assertDoesNotThrow(() -> Coverage.require(cache, system));
    }

    @ParameterizedTest
    @ValueSource(strings = {"debian 13.1", "alpine 3.21.0", "ubuntu 24.04"})
    void aReleaseWithoutABucketIsNot(String system) throws IOException {
        write("\0debian 12\0\0alpine 3.20\0ubuntu 22.04\0");

        assertThrows(IOException.class, () -> Coverage.require(cache, system));
    }

    @Test
    void aNameAcrossTwoPiecesIsFound() throws IOException {
        for (var before = (1 << 20) - 10; before <= 1 << 20; before++) {
            write("x".repeat(before) + "debian 12");

            assertDoesNotThrow(() -> Coverage.require(cache, "debian 12.1"));
        }
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        write("");

        assertEquals(
                "the vulnerability database has no data for debian 13",
                assertThrows(IOException.class, () -> Coverage.require(cache, "debian 13.1"))
                        .getMessage());
    }

    @Test
    void aDistributionWhoseBucketsWeDoNotKnowIsLeftToTrivy() throws IOException {
        write("");

        assertDoesNotThrow(() -> Coverage.require(cache, "rocky 9.3"));
    }

    private void write(String content) throws IOException {
        var db = Files.createDirectories(cache.resolve("db"));
        Files.writeString(db.resolve("trivy.db"), content);
    }
}
