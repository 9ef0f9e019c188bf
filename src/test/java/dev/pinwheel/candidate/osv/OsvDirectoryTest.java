package dev.pinwheel.candidate.osv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class OsvDirectoryTest {

    private static final String RECORD = "{\"id\": \"CVE-2026-1\", \"modified\": \"2026-11-01T00:00:00Z\"}";

    @TempDir
    private Path directory;

    @Test
    void namesItsRecordsByWhatSha256sumPrints() throws IOException {
        write("b.json", RECORD);
        write("below/a.json", RECORD + "\n");
        write("README", "not a record");
        var printed = sha256(RECORD) + "  b.json\n" + sha256(RECORD + "\n") + "  below/a.json\n";

        assertEquals(Digest.of(printed.getBytes(StandardCharsets.UTF_8)), load().snapshot());
    }

    @Test
    void hasAnotherNameWhenARecordChanges() throws IOException {
        write("a.json", RECORD);
        var before = load().snapshot();
        write("a.json", RECORD + " ");

        assertNotEquals(before, load().snapshot());
    }

    @Test
    void readsRecordsBehindALink() throws IOException {
        write("records/a.json", RECORD);
        Files.createSymbolicLink(directory.resolve("current"), directory.resolve("records"));

        assertEquals(
                new OsvDirectory(directory.resolve("records")).load(Set.of()).snapshot(),
                new OsvDirectory(directory.resolve("current")).load(Set.of()).snapshot());
    }

    @Test
    void namesTheFileThatItCannotRead() throws IOException {
        write("a.json", RECORD);
        write("broken.json", "{");

        assertRefused("broken.json cannot be used: it is not JSON", this::load);
    }

    @Test
    void refusesADirectoryWithoutRecords() throws IOException {
        write("README", "nothing");

        assertRefused("has no OSV records", this::load);
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        assertRefused("there is no directory", () -> new OsvDirectory(directory.resolve("gone")).load(Set.of()));
    }

    private OsvDatabase load() throws IOException {
        return new OsvDirectory(directory).load(Set.of());
    }

    private void write(String name, String content) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String sha256(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static void assertRefused(String reason, Executable load) {
        var refusal = String.valueOf(assertThrows(Unreadable.class, load).getMessage());
        assertTrue(refusal.contains(reason), refusal);
    }
}
