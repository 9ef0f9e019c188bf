package dev.pinwheel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.Main;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An auditor mounts the ledger read-only and asks it; the mount is a real one, in a mount namespace of its own. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ReadOnlyLedgerIT {

    private static final String MOUNT = "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"";

    @TempDir
    private Path data;

    private record Ended(int exit, String output) {}

    @BeforeEach
    void record() throws IOException, InterruptedException {
        var isThere = readOnly("true").exit() == 0;
        if (!isThere && "true".equals(System.getenv("CI"))) {
            fail("no mount namespace; it needs root, and unshare and mount of util-linux");
        }
        assumeTrue(isThere, "skipped: no mount namespace");
        try (var journal = Journals.open(data)) {
            Samples.all().values().forEach(journal::append);
        }
    }

    /** Runs a command that finds the data directory on a file system that cannot be written. */
    private Ended readOnly(String... command) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", MOUNT, data.toString()));
        line.addAll(List.of(command));
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private Ended pinwheel(String command, String... arguments) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "ledger",
                command,
                "--data=" + data));
        line.addAll(List.of(arguments));
        return readOnly(line.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "verify", "digests", "stream"})
    void isRead(String command) throws IOException, InterruptedException {
        var ended = pinwheel(command);

        assertEquals(0, ended.exit(), ended::output);
        assertTrue(ended.output().length() > 50, ended::output);
    }

    @Test
    void isNotWrittenAndSaysWhy() throws IOException, InterruptedException {
        var ended = pinwheel("rebuild");

        assertEquals(1, ended.exit(), ended::output);
        assertTrue(ended.output().contains("Read-only file system"), ended::output);
    }
}
