package dev.pinwheel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.MemoryNotebook;
import dev.pinwheel.audit.Retention;
import dev.pinwheel.audit.Story;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.Journals;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} says of the evidence. */
class DoctorCommandTest {

    private static final Instant LATER = Instant.parse("2035-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Path data = Path.of("");

    @BeforeEach
    void place() {
        data = folder.resolve("data");
    }

    private List<String> evidence() throws IOException {
        var file = Files.writeString(
                folder.resolve("pinwheel.yaml"), """
                data: %s
                schedule: "0 0/15 * * * ?"
                repositories: [{url: %s}]
                registries: [{host: docker.io}]
                scanner: {database: %s}
                """.formatted(data, folder.resolve("none.git"), folder));
        var out = new StringWriter();
        var err = new StringWriter();
        var code = Pinwheel.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("doctor", "--config", file.toString());
        assertEquals(ExitCodes.MISSING, code, () -> out + "\n" + err);
        return out.toString()
                .lines()
                .filter(line -> line.substring(9).startsWith("evidence "))
                .map(line -> line.replaceAll(" +", " "))
                .toList();
    }

    private Path file(String content) {
        var digest = Digest.of(content.getBytes(StandardCharsets.UTF_8));
        return data.resolve("evidence/sha256").resolve(digest.hex());
    }

    @Test
    void withoutALedgerThereIsNothingToMiss() throws IOException {
        assertEquals(List.of("ok evidence none yet: there is no ledger in " + data), evidence());
        assertFalse(Files.exists(data));
    }

    @Test
    void saysThatAllIsThere() throws IOException {
        Story.tell(data);

        assertEquals(
                List.of("ok evidence " + data.resolve("evidence") + ", " + Story.EVIDENCE + " contents are intact"),
                evidence());
    }

    @Test
    void whatRetentionDeletedIsWellAndNamesItsEntry() throws IOException {
        Story.tell(data);
        var clock = Clock.fixed(LATER, ZoneOffset.UTC);
        try (var journal = Journals.open(data, clock)) {
            new Retention(Duration.ofDays(400), new Evidence(data.resolve("evidence")), clock, MemoryNotebook::new)
                    .run(journal.entries(), journal::append);
        }

        var lines = evidence();
        assertEquals(1 + Story.EVIDENCE - 2, lines.size());
        for (var line : lines.subList(1, lines.size())) {
            assertTrue(
                    line.matches("ok evidence sha256:[0-9a-f]{64}, .*: deleted by retention \\(entry \\d+\\)"), line);
        }
    }

    @Test
    void whatIsMissingAndWhatIsDamagedAreToldApart() throws IOException {
        Story.tell(data);
        Files.delete(file("the build's output"));
        Files.writeString(file("SBOM of " + Story.B), "another");

        var lines = evidence();
        assertEquals(3, lines.size(), lines::toString);
        assertTrue(
                lines.get(1)
                        .matches("MISSING evidence sha256:[0-9a-f]{64}, named by entry \\d+, is not there and no entry"
                                + " says that it was deleted; put it back from a backup"),
                lines.get(1));
        assertTrue(lines.get(2).startsWith("DAMAGED evidence " + Story.digest("SBOM of " + Story.B)), lines.get(2));
        assertEquals("another", Files.readString(file("SBOM of " + Story.B)));
    }

    @Test
    void aDirectoryThatIsGoneIsMissingAndNotMade() throws IOException {
        Story.tell(data);
        Files.move(data.resolve("evidence"), data.resolve("moved"));

        assertEquals(
                Story.EVIDENCE,
                evidence().stream().filter(line -> line.startsWith("MISSING")).count());
        assertFalse(Files.exists(data.resolve("evidence")));
    }
}
