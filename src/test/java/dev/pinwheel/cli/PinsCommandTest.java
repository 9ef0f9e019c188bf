package dev.pinwheel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.source.git.BareRepository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code pinwheel pins} prints and how it ends. */
class PinsCommandTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void printsATable() throws IOException {
        Files.writeString(
                directory.resolve("Dockerfile"), "ARG P=python:3.11@" + DIGEST + "\nFROM $P\nFROM debian\nFORM x\n");

        assertEquals(0, run(directory.toString()));

        assertEquals("""
                IMAGE                          DIGEST               WRITTEN IN    USED BY
                docker.io/library/python:3.11  sha256:0123456789ab  Dockerfile:1  Dockerfile:2 FROM (stage 0)
                docker.io/library/debian       -                    Dockerfile:3  Dockerfile:3 FROM (stage 1)
                  ! neither tag nor digest: the builder takes whatever 'latest' is
                problem: Dockerfile:4: unknown instruction: form
                1 pinned, 1 not pinned, 1 problems
                """, out.toString());
    }

    @Test
    void printsOneJsonObject() throws IOException {
        Files.writeString(
                directory.resolve("Dockerfile"), "FROM --platform=linux/arm64 python:3.11@" + DIGEST + " AS x\nFORM");

        assertEquals(0, run("--json", directory.toString()));

        assertEquals(
                new ObjectMapper().readTree("""
                                {"pins": [{
                                    "reference": "docker.io/library/python:3.11@DIGEST",
                                    "written": "python:3.11@DIGEST",
                                    "tag": "3.11",
                                    "digest": "DIGEST",
                                    "platform": "linux/arm64",
                                    "unpinned": null,
                                    "usedBy": [{"file": "Dockerfile", "line": 1, "instruction": "FROM", "stage": "x"}],
                                    "sites": [{"file": "Dockerfile", "line": 1, "start": 28, "end": 111, "part": "reference"}],
                                    "group": "docker.io/library/python:3.11",
                                    "overriddenBy": [],
                                    "ships": true
                                 }],
                                 "problems": [{"file": "Dockerfile", "line": 2, "reason": "unknown instruction: form"}]}
                                """.replace("DIGEST", DIGEST)),
                new ObjectMapper().readTree(out.toString()));
    }

    @Test
    void failsOnWhatItIsTold() throws IOException {
        Files.writeString(directory.resolve("Dockerfile"), "FROM python:3.11\n");

        assertEquals(1, run("--fail-on", "unpinned", directory.toString()));
        assertEquals(0, run("--fail-on=problem", directory.toString()));
    }

    @Test
    void saysWhatDriftsAndWhatIsDead() throws IOException {
        var other = "sha256:" + "f".repeat(64);
        Files.writeString(directory.resolve("Dockerfile"), "ARG P=a:1@" + DIGEST + "\nFROM $P\n");
        Files.writeString(
                directory.resolve("compose.yaml"),
                "services: {s: {build: {context: ., args: {P: 'a:1@" + other + "'}}}}\n");

        assertEquals(1, run("--fail-on=drift", directory.toString()));

        assertEquals("""
                IMAGE                  DIGEST               WRITTEN IN      USED BY
                docker.io/library/a:1  sha256:0123456789ab  Dockerfile:1    Dockerfile:2 FROM (stage 0)
                  ! drift: compose.yaml:1 pins OTHER, which ships
                  ! dead in a build: compose.yaml:1 gives another value
                docker.io/library/a:1  sha256:ffffffffffff  compose.yaml:1  Dockerfile:2 FROM (stage 0)
                  ! drift: Dockerfile:1 pins DIGEST
                2 pinned, 0 not pinned, 0 problems
                """.replace("OTHER", other).replace("DIGEST\n2", DIGEST + "\n2"), out.toString());
    }

    @Test
    void saysWhatItCannotRead() {
        assertEquals(2, run(directory.resolve("nothing").toString()));
        assertEquals(2, run("--nonsense"));

        assertTrue(err.toString().contains("cannot read " + directory.resolve("nothing")), err.toString());
    }

    @Test
    void doesNotLetAFileNameCommandTheTerminal() throws IOException {
        Files.writeString(directory.resolve("Dockerfile.\u001b[31m"), "FROM python\n");

        run(directory.toString());

        assertFalse(out.toString().contains("\u001b"));
    }

    @Test
    void readsABranchOfARepositoryThatHasNoWorkTree() throws IOException {
        try (var repository = BareRepository.in(directory.resolve("app.git"))) {
            repository.commit("main", Map.of("Dockerfile", "FROM a:1@" + DIGEST));
            repository.commit("next", Map.of("Dockerfile", "FROM b:1@" + DIGEST));

            assertEquals(0, run(repository.directory().toString()));
            assertTrue(out.toString().startsWith("IMAGE                 ")
                    && out.toString().contains("library/a:1"));

            assertEquals(
                    0, run("--branch", "next", repository.directory().toUri().toString()));
            assertTrue(out.toString().contains("library/b:1"), out.toString());
        }
    }

    @Test
    void saysWhyARepositoryCannotBeRead() {
        assertEquals(2, run("file://" + directory + "/nothing.git"));
        assertTrue(err.toString().contains("nothing.git"), err.toString());
        assertEquals(2, run("ssh://example.invalid/a.git"));
        assertTrue(err.toString().contains("git URLs start with https"), err.toString());
        assertEquals(2, run("--branch", "main", directory.toString()));
        assertTrue(err.toString().contains("a directory is read as it is"), err.toString());
    }

    private int run(String... arguments) {
        return new CommandLine(new PinsCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
