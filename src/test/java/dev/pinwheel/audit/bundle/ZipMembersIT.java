package dev.pinwheel.audit.bundle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A member of more than 4 GiB, which a zip file has in the form of ZIP64; it takes long, but little space. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ZipMembersIT {

    private static final int BLOCK = 1 << 20;
    private static final int BLOCKS = (1 << 12) + 1;

    @TempDir
    private Path directory;

    @Test
    void aMemberOfMoreThanFourGibibytesHasItsForm() throws IOException {
        var file = directory.resolve("large.zip");
        try (var zip = new ZipMembers(file, directory)) {
            zip.add("before", "small");
            try (var content = zip.next("large")) {
                var zeros = new byte[BLOCK];
                for (var block = 0; block < BLOCKS; block++) {
                    content.write(zeros);
                }
            }
            zip.add("behind", "small");
            zip.end();
        }

        assertDoesNotThrow(() -> check(file));
        try (var written = new RandomAccessFile(file.toFile(), "rw")) {
            written.seek(written.length() - 100);
            var octet = written.read();
            written.seek(written.length() - 100);
            written.write(octet ^ 1);
        }
        assertThrows(IOException.class, () -> check(file));
    }

    private static void check(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            assertEquals((long) BLOCK * BLOCKS, zip.getEntry("large").getSize());
            ZipForm.check(file, () -> zip.stream().map(ZipEntry.class::cast).iterator());
        }
    }
}
