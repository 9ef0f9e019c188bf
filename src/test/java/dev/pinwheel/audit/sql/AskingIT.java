package dev.pinwheel.audit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AskingIT {

    /** All questions at once; with their notes in memory they do not fit into this heap. */
    @Test
    @Timeout(200)
    void theAnswersOfManyFactsAreMadeInASmallHeap() throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AskingProcess.class.getName(),
                        "33000")
                .redirectErrorStream(true)
                .start();
        try {
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(1, TimeUnit.MINUTES), output);
            assertEquals(0, process.exitValue(), output);
            assertEquals("42000", output.strip());
        } finally {
            process.destroyForcibly();
        }
    }
}
