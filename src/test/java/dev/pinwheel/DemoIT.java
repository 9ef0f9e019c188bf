package dev.pinwheel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.candidate.RealParts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code make demo}, with the program that this build has packaged. */
class DemoIT {

    private static final int LONGEST_MINUTES = 6;
    private static final Pattern MOVED =
            Pattern.compile("(127\\.0\\.0\\.1):([0-9]+)(/base/debian:12) (?:is|moved to) (sha256:[0-9a-f]{64})");

    @TempDir
    private Path folder;

    @Test
    void theDemoEndsWithAProposalForTheTagThatMovedAndLeavesNothingRunning() throws Exception {
        RealParts.need("git", "docker-registry", "buildah", "skopeo", "mmdebstrap", "runc");
        RealParts.needFile(Path.of("target", "pinwheel.jar"));

        var said = run(folder.resolve("demo"), folder.resolve("said.txt"));

        var moves = MOVED.matcher(said).results().toList();
        assertEquals(2, moves.size(), said);
        assertProposes(moves.getFirst(), moves.getLast());
        assertTrue(Files.readString(folder.resolve("demo/proposal.md"))
                .contains(moves.getLast().group(4)));
        assertTrue(Files.readString(folder.resolve("demo/ledger.txt")).contains("rotation.proposed"), said);
        assertThrows(ConnectException.class, () -> connect(moves.getFirst()));
    }

    /** The change is that of one line in each of the two Dockerfiles, and in it the digest alone. */
    private void assertProposes(MatchResult old, MatchResult moved) throws IOException {
        var changed = Files.readAllLines(folder.resolve("demo/proposal.diff")).stream()
                .filter(line -> line.matches("[+-](?![+-]{2} ).*"))
                .toList();

        assertEquals(4, changed.size(), changed.toString());
        for (var i = 0; i < changed.size(); i += 2) {
            var before = changed.get(i);
            assertTrue(before.startsWith("-") && before.contains(old.group(3) + "@" + old.group(4)), before);
            assertEquals("+" + before.substring(1).replace(old.group(4), moved.group(4)), changed.get(i + 1));
        }
    }

    private static void connect(MatchResult registry) throws IOException {
        new Socket(registry.group(1), Integer.parseInt(registry.group(2))).close();
    }

    private static String run(Path demo, Path said) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        Path.of("deploy", "demo", "run").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("PINWHEEL_DEMO", demo.toString());
        var process = builder.start();
        try {
            assertTrue(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES), () -> "takes too long: " + read(said));
            assertEquals(0, process.exitValue(), () -> read(said));
        } finally {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
        }
        assertFalse(process.isAlive());
        return read(said);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "cannot be read: " + e;
        }
    }
}
