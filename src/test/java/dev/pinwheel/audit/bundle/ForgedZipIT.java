package dev.pinwheel.audit.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.MemoryNotebook;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.sql.SqliteStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verify.py says of a zip file that no tool writes. */
class ForgedZipIT {

    private static final int TAMPERED = 10;
    private static final byte[] LOCAL = {'P', 'K', 3, 4};
    private static final byte[] CENTRAL = {'P', 'K', 1, 2};

    @TempDir
    private Path data;

    private Path bundle = Path.of("");
    private String key = "";

    @BeforeEach
    void export() throws IOException {
        requiresPython();
        bundle = data.resolve("bundle.zip");
        try (var journal = Journals.open(data)) {
            key = journal.key().toString();
            Journals.recordCycles(journal, 0, 20);
        }
        try (var entries = SqliteStore.read(data)) {
            new BundleWriter(entries, new Evidence(data.resolve("evidence")), new MemoryNotebook())
                    .write(bundle, Period.ALL);
        }
    }

    @Test
    void aBundleThatSaysItIsEncryptedIsRefused() throws IOException, InterruptedException {
        assertRefused(set(6, 8, 1), "encrypted");
    }

    @Test
    void aBundleThatIsPackedInAnotherWayIsRefused() throws IOException, InterruptedException {
        for (var method : new int[] {6, 12, 14, 99}) {
            assertRefused(set(8, 10, method), "packed in another way");
        }
    }

    @Test
    void aBundleThatNeedsANewerToolIsRefused() throws IOException, InterruptedException {
        assertRefused(set(4, 6, 255), "version");
    }

    @Test
    void aLineThatIsLongerThanAnyEntryIsNotReadToItsEnd() throws IOException, InterruptedException {
        var members = Zips.read(bundle);
        var line = new byte[1 << 20];
        Arrays.fill(line, (byte) 'x');
        members.put(Layout.ENTRIES, line);

        assertRefused(Zips.write(data.resolve("forged.zip"), members), "longer than it can be");
    }

    /** The bundle with a byte set in all its local and all its central headers. */
    private Path set(int local, int central, int value) throws IOException {
        var bytes = Files.readAllBytes(bundle);
        for (var at = 0; at + 46 < bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + 4, LOCAL, 0, 4)) {
                bytes[at + local] = (byte) value;
            } else if (Arrays.equals(bytes, at, at + 4, CENTRAL, 0, 4)) {
                bytes[at + central] = (byte) value;
            }
        }
        return Files.write(data.resolve("forged.zip"), bytes);
    }

    private void assertRefused(Path forged, String why) throws IOException, InterruptedException {
        var process = new ProcessBuilder("python3", "docs/verify.py", "--bundle", forged.toString(), key)
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), output);
        assertTrue(output.startsWith("NOT VERIFIED: ") && output.contains(why), output);
        assertEquals(TAMPERED, process.exitValue(), output);
    }

    private static void requiresPython() {
        var isThere = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "python3")));
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(isThere, "skipped: no python3");
        }
        assertTrue(isThere, "python3 is missing");
    }
}
