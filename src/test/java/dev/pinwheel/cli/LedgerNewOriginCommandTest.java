package dev.pinwheel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.KeyChain;
import dev.pinwheel.journal.sql.SqliteStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LedgerNewOriginCommandTest {

    private static final String ORIGIN = "ledger.example.com/team";

    @TempDir
    private Path old;

    @TempDir
    private Path next;

    private final StringWriter said = new StringWriter();

    @BeforeEach
    void record() {
        try (var journal = Journals.open(old)) {
            Journals.recordCycles(journal, 0, 5);
        }
    }

    private int run(String... arguments) {
        return new CommandLine(new LedgerCommand())
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .setExecutionExceptionHandler((failure, ignored, parsed) -> {
                    said.append(failure.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    private int begin() {
        return run("new-origin", ORIGIN, "--reason=a merger", "--data=" + old, "--next=" + next);
    }

    @Test
    void bothLedgersSayWhereTheyComeFromAndGoOn() {
        assertEquals(0, begin(), said::toString);
        var key = said.toString().strip();
        assertTrue(key.startsWith(ORIGIN + "+"), key);

        assertEquals(0, run("verify", "--data=" + old));
        assertTrue(said.toString().contains("it ended with entry 6 and goes on as " + key), said.toString());
        assertEquals(0, run("verify", "--data=" + next, "--previous=" + old.resolve("log/checkpoint")));
        assertTrue(said.toString().contains("of 7 entries, root hash "), said.toString());
        assertEquals(0, begin(), said::toString);
        assertEquals(0, run("list", "--data=" + old));
        assertTrue(said.toString().contains("the ledger ends here and goes on as " + key), said.toString());
    }

    @Test
    void anotherCheckpointIsFound(@TempDir Path other) {
        Journals.open(other).close();
        begin();

        assertEquals(10, run("verify", "--data=" + next, "--previous=" + other.resolve("log/checkpoint")));
        assertEquals(10, run("verify", "--data=" + old, "--previous=" + old.resolve("log/checkpoint")));
    }

    @Test
    void aBundleOfEachVerifies(@TempDir Path bundles) {
        begin();
        for (var data : new Path[] {old, next}) {
            var bundle = bundles.resolve(data.getFileName() + ".zip").toString();
            assertEquals(0, run("export", "--data=" + data, bundle), said::toString);
            assertEquals(0, run("verify", bundle, "--vkey=" + vkey(data)), said::toString);
        }
    }

    private static String vkey(Path data) {
        try (var entries = SqliteStore.read(data)) {
            return KeyChain.of(entries).last().toString();
        }
    }

    @Test
    void itMustBeSaidWhereAndWhy() {
        assertEquals(2, run("new-origin", ORIGIN, "--reason=a merger", "--data=" + old));
        assertEquals(2, run("new-origin", ORIGIN, "--data=" + old, "--next=" + next));
        assertEquals(1, run("new-origin", ORIGIN, "--reason=a merger", "--data=" + old, "--next=" + old));
    }
}
