package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system of its own that holds little, and can be filled. */
final class SmallDisk implements AutoCloseable {

    private static final int PIECE = 4_096;

    private final Path place;

    private SmallDisk(Path place) {
        this.place = place;
    }

    /** An empty one; the test is skipped where that is not permitted. */
    static SmallDisk of(int mebibytes) throws IOException, InterruptedException {
        var place = Files.createTempDirectory("pinwheel-disk");
        if (run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "pinwheel-test", place.toString()) != 0) {
            Files.delete(place);
            return abort("skipped: no right to mount a file system");
        }
        return new SmallDisk(place);
    }

    Path place() {
        return place;
    }

    /** Takes all that is left. */
    void fill() {
        try (var file = Files.newOutputStream(filling())) {
            fill(file);
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("No space left"), e.toString());
        }
    }

    private static void fill(OutputStream file) throws IOException {
        while (true) {
            file.write(new byte[PIECE]);
        }
    }

    /** Gives it back. */
    void free() throws IOException {
        Files.delete(filling());
    }

    private Path filling() {
        return place.resolve("filling");
    }

    private static int run(String... line) throws IOException, InterruptedException {
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), line[0]);
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        try {
            run("umount", place.toString());
            Files.delete(place);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
