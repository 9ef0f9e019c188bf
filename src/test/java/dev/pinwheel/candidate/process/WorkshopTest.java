package dev.pinwheel.candidate.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkshopTest {

    @TempDir
    private Path parent;

    @TempDir
    private Path elsewhere;

    @Test
    void goesWithAllThatIsInItAndNothingElse() throws IOException {
        var other = Files.writeString(elsewhere.resolve("file"), "stays");
        Path directory;
        try (var workshop = Workshop.open(parent)) {
            directory = workshop.directory();
            workshop.write("secret", "text");
            Files.createSymbolicLink(workshop.makeDirectory("a/b").resolve("link"), elsewhere);
        }

        assertFalse(Files.exists(directory));
        assertTrue(Files.exists(other));
    }

    @Test
    void isForOurEyesOnly() throws IOException {
        try (var workshop = Workshop.open(parent)) {
            assertEquals(
                    PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(workshop.directory()));
        }
    }

    @Test
    void anotherThatIsInUseStays() throws IOException {
        try (var first = Workshop.open(parent);
                var second = Workshop.open(parent)) {
            assertTrue(Files.exists(first.directory()));
            assertTrue(Files.exists(second.directory()));
        }
    }

    @Test
    void whatAKilledProcessLeftGoesWithThoseWhoStillWorkInIt() throws Exception {
        var orphan = Files.createDirectory(parent.resolve("job-orphan"));
        Files.writeString(orphan.resolve("lock"), "");
        var busy = "sleep 600 & while :; do sleep 0.01 & echo $! >made-$!; done";
        var worker =
                new ProcessBuilder("sh", "-c", busy).directory(orphan.toFile()).start();

        Workshop.open(parent).close();

        assertFalse(Files.exists(orphan));
        assertTrue(worker.waitFor(10, TimeUnit.SECONDS), "still works");
    }
}
