package dev.pinwheel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.Samples;
import dev.pinwheel.journal.sql.Tampering;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LedgerCopyCommandsTest {

    @TempDir
    private Path data;

    @TempDir
    private Path elsewhere;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void record() {
        try (var journal = Journals.open(data)) {
            Samples.all().values().forEach(journal::append);
        }
    }

    private int run(String command, Path directory, String... arguments) {
        var line = new CommandLine(new LedgerCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, ignored, parsed) -> {
                    err.append(failure.getMessage());
                    return 1;
                });
        var all = new java.util.ArrayList<>(List.of(command, "--data=" + directory));
        all.addAll(List.of(arguments));
        return line.execute(all.toArray(String[]::new));
    }

    private Path backup() {
        var file = elsewhere.resolve("backup.db");
        assertEquals(0, run("backup", data, file.toString()), err::toString);
        return file;
    }

    /** Another data directory with the key alone. */
    private Path machine(String name) throws IOException {
        var directory = Files.createDirectory(elsewhere.resolve(name));
        for (var file : List.of("ledger.key", "ledger.vkey")) {
            Files.copy(data.resolve(file), directory.resolve(file), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
        return directory;
    }

    @Test
    void aBackupOfALedgerThatIsWrittenRestoresOnAnotherMachine() throws IOException {
        Path file;
        try (var journal = Journals.open(data)) {
            file = backup();
            journal.publish();
        }
        assertTrue(out.toString().startsWith("copied and verified "), out.toString());
        try (var files = Files.list(elsewhere)) {
            assertEquals(List.of(file), files.toList(), "one file, and nothing beside it");
        }
        var machine = machine("machine");

        assertEquals(0, run("restore", machine, file.toString()), err::toString);
        assertEquals(0, run("verify", machine));
        Journals.open(machine).close();
    }

    @Test
    void aForgedLedgerThatOnlyClaimsToRotateTheTrustedKeyInIsRefusedByEveryCommand() throws IOException {
        var twin = elsewhere.resolve("twin");
        var key = Journals.keyOf(data).verifier();
        Journals.forgeTwin(twin, key);
        var machine = machine("machine");

        assertEquals(12, run("verify", twin, "--vkey", key.toString()));
        assertEquals(12, run("history", twin, "python:3.11", "--vkey", key.toString()));
        for (var copy : List.of("ledger.db", "log")) {
            var file = twin.resolve(copy).toString();
            assertEquals(1, run("restore", machine, file, "--vkey", key.toString()));
            assertEquals(1, run("restore", machine, file));
        }
        assertTrue(err.toString().contains("which signed no checkpoint"), err.toString());
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        assertEquals(
                0, run("backup", data, "--json", elsewhere.resolve("backup.db").toString()));

        var copied = new ObjectMapper().readTree(out.toString());
        assertEquals(1 + Samples.all().size(), copied.get("entries").asLong());
        assertEquals(copied.get("entries"), copied.get("signed"));
        assertEquals(44, copied.get("rootHash").asText().length());
    }

    @Test
    void aBackupIsNotWrittenOverAnotherFile() throws IOException {
        var file = Files.writeString(elsewhere.resolve("backup.db"), "precious");

        assertEquals(1, run("backup", data, file.toString()));
        assertEquals("precious", Files.readString(file));
    }

    @Test
    void aLedgerThatWasTamperedWithIsNotBackedUp() throws SQLException {
        Tampering.force(data, "UPDATE entry SET body = x'7B7D' WHERE idx = 3");
        var file = elsewhere.resolve("backup.db");

        assertEquals(1, run("backup", data, file.toString()));
        assertTrue(err.toString().contains("tampered with"), err.toString());
        assertFalse(Files.exists(file));
    }

    @Test
    void anOldBackupIsRestoredWithAnAlarmThatSaysWhatToDo() throws IOException {
        var file = backup();
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 0, 20);
        }
        for (var name : List.of("ledger.db", "ledger.db-wal", "ledger.db-shm")) {
            Files.deleteIfExists(data.resolve(name));
        }
        assertEquals(11, run("restore", data, file.toString()));
        assertTrue(err.toString().contains("READ-ONLY, rollback detected"), err.toString());
        assertTrue(err.toString().contains("pinwheel ledger restore"), err.toString());
        assertEquals(0, run("list", data), "it can be read");

        Files.delete(data.resolve("ledger.db"));
        assertEquals(
                0, run("restore", data, file.toString(), data.resolve("log").toString()), err::toString);
        Journals.open(data).close();
    }

    @Test
    void aLostDatabaseIsNotBegunAnewAndComesBackFromItsBackup() throws IOException {
        var file = backup();
        for (var name : List.of("ledger.db", "ledger.db-wal", "ledger.db-shm")) {
            Files.deleteIfExists(data.resolve(name));
        }

        var refused = assertThrows(JournalException.class, () -> Journals.open(data));

        assertTrue(String.valueOf(refused.getMessage()).contains("the ledger has 0"), refused.getMessage());
        assertEquals(
                0, run("restore", data, file.toString(), data.resolve("log").toString()), err::toString);
        Journals.open(data).close();
    }

    @Test
    void nothingIsRestoredOverALedger() {
        assertEquals(1, run("restore", data, backup().toString()));
        assertTrue(err.toString().contains("nothing is written over"), err.toString());
    }

    @Test
    void aKeyThatIsNoneIsAMistakeOfTheCaller() throws IOException {
        assertEquals(2, run("restore", machine("new"), backup().toString(), "--vkey", "nonsense"));
        assertTrue(err.toString().contains("--vkey: "), err.toString());
    }

    @Test
    void aRebuildBringsBackWhatQuestionsAreAnsweredFrom() throws SQLException {
        var watch = Samples.PYTHON;
        List<Recorded<DigestObserved>> before;
        try (var journal = Journals.open(data)) {
            before = journal.observations(watch);
        }
        assertTrue(!before.isEmpty());
        Tampering.attempt(data, "DELETE FROM observation", "DELETE FROM step");
        try (var journal = Journals.open(data)) {
            assertEquals(List.of(), journal.observations(watch));
        }

        assertEquals(0, run("rebuild", data), err::toString);
        try (var journal = Journals.open(data)) {
            assertEquals(before, journal.observations(watch));
        }
    }

    @Test
    void aRebuildWaitsForNobody() {
        assertEquals(0, run("rebuild", data));
        assertTrue(out.toString().startsWith("rebuilt from "), out.toString());

        try (var journal = Journals.open(data)) {
            assertEquals(1, run("rebuild", data));
            assertTrue(err.toString().contains("another Pinwheel writes the ledger"), err.toString());
            assertTrue(journal.entries().head().size() > 0);
        }
    }
}
