package dev.pinwheel.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel is asked to make durable: strace tells. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EvidenceSyncIT {

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsStrace() {
        var isThere = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "strace")));
        if (!isThere && "true".equals(System.getenv("CI"))) {
            fail("no strace; deploy/parts/install strace installs it");
        }
        assumeTrue(isThere, "skipped: no strace");
    }

    @Test
    void everyDirectoryThatAFirstEvidenceMakesIsDurable() throws IOException, InterruptedException {
        var place = folder.resolve("data/evidence");
        var trace = folder.resolve("trace");
        var process = new ProcessBuilder(
                        "strace",
                        "-f",
                        "-y",
                        "-qq",
                        "-o",
                        trace.toString(),
                        "-e",
                        "trace=fsync",
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoringProcess.class.getName(),
                        place.toString())
                .inheritIO()
                .start();
        try {
            assertTrue(process.waitFor(1, TimeUnit.MINUTES));
            assertEquals(0, process.exitValue());
            var synced = Files.readString(trace);
            for (var made : new Path[] {folder, place.getParent(), place, place.resolve("sha256")}) {
                assertTrue(synced.contains("<" + made + ">"), made + " is not in " + synced);
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
