package dev.pinwheel.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLookLinesTest extends LookLinesContract {

    @TempDir
    private Path folder;

    @Override
    protected LookLines lines(long most) {
        return new FileLookLines(folder.resolve("watch"), most);
    }

    private Path file() throws IOException {
        return Files.createDirectories(folder.resolve("watch")).resolve("looked-" + HOST);
    }

    private void write(byte[] text, int times) throws IOException {
        try (var file = new BufferedOutputStream(Files.newOutputStream(file()))) {
            for (var time = 0; time < times; time++) {
                file.write(text);
            }
            file.write("last\n".getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** A round over 100,000 tags with long names writes about 34 MB. */
    @Test
    void aFileOfFortyMegabytesIsRead() throws IOException {
        write(("x".repeat(199) + "\n").getBytes(StandardCharsets.ISO_8859_1), 200_000);
        var count = new AtomicInteger();
        try (var lines = lines(LookLines.MOST)) {
            lines.read(HOST, line -> count.incrementAndGet());
        }

        assertEquals(200_001, count.get());
    }

    @Test
    void aLineThatIsTooLongIsNoneAndTakesNoMemory() throws IOException {
        write("x".repeat(LookLines.LONGEST + 1).getBytes(StandardCharsets.ISO_8859_1), 10_000);
        Files.write(file(), "\nlast\n".getBytes(StandardCharsets.ISO_8859_1), java.nio.file.StandardOpenOption.APPEND);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        try (var lines = lines(LookLines.MOST)) {
            assertEquals(List.of("", "last"), read(lines, HOST));
        }

        var took = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(took < 1 << 20, took + " bytes");
    }

    @Test
    void aLineThatWasNotWrittenToItsEndIsNone() throws IOException {
        Files.writeString(file(), "whole\nhal");
        try (var lines = lines(LookLines.MOST)) {
            assertEquals(List.of("whole"), read(lines, HOST));
        }
    }
}
