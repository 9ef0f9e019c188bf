package dev.pinwheel.audit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AskingIT {

    /** All questions at once; with their notes in memory they do not fit into this heap. */
    @Test
    @Timeout(200)
    void theAnswersOfManyFactsAreMadeInASmallHeap() throws IOException, InterruptedException {
        assertEquals("42000", inASmallHeap(AskingProcess.class, "33000"));
    }

    /** With what is named in memory it does not fit into this heap. */
    @Test
    @Timeout(200)
    void retentionOfMuchEvidenceRunsInASmallHeap(@TempDir Path directory) throws IOException, InterruptedException {
        assertEquals("1", inASmallHeap(RetainingProcess.class, directory.toString(), "30000"));
    }

    private static String inASmallHeap(Class<?> program, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx16m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(1, TimeUnit.MINUTES), output);
            assertEquals(0, process.exitValue(), output);
            return output.strip();
        } finally {
            process.destroyForcibly();
        }
    }
}
