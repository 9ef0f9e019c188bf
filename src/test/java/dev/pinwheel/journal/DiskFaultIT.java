package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.journal.sql.SqliteDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel itself answers with the error, to SQLite as well as to Java: strace puts it there. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DiskFaultIT {

    @TempDir
    private Path data;

    @BeforeAll
    static void needsStrace() {
        var isThere = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "strace")));
        if (!isThere && "true".equals(System.getenv("CI"))) {
            fail("no strace; deploy/parts/install strace installs it");
        }
        assumeTrue(isThere, "skipped: no strace");
    }

    /** A thread's call of that number fails; where a plus follows, each later one, too. */
    @ParameterizedTest
    @CsvSource({
        "'fsync,fdatasync', EIO, 1 2 9 30",
        "'fsync,fdatasync', EIO, 5+",
        "pwrite64, ENOSPC, 3+ 40+",
        "write, ENOSPC, 12+",
        "pwrite64, EIO, 7 25",
        "'rename,renameat,renameat2', EIO, 2 11"
    })
    void aDiskThatFailsStopsTheWriterAndLosesNothing(String calls, String error, String numbers)
            throws IOException, InterruptedException {
        var crashes = new Crashes(data, new SqliteDatabase(data));
        crashes.run(appending -> appending.toHandle().destroyForcibly());
        for (var number : List.of(numbers.split(" "))) {
            var injection = "inject=" + calls + ":error=" + error + ":when=" + number;
            var strace = List.of(
                    "strace", "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=" + calls, "-e", injection);

            assertNotEquals(0, crashes.run(strace), "it must say that it stopped");
            crashes.check();
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() {
        var nowhere = Path.of("/proc/self/pinwheel");
        var refusal = assertThrows(JournalException.class, () -> new SqliteDatabase(nowhere).open());

        assertTrue(refusal.toString().contains("tried to lock /proc/self/pinwheel/ledger.lock"), refusal.toString());
    }
}
