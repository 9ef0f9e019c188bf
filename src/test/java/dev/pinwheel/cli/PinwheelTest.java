package dev.pinwheel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinwheelTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"serve", "run", "look", "pins", "ledger", "doctor"})
    void everyCommandExplainsItself(String command) {
        assertEquals(0, execute(command, "--help"));

        assertTrue(out.toString().startsWith("Usage: pinwheel " + command), out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "run", "doctor"})
    void aConfigurationThatCannotBeUsedIsExitCode2WithEveryProblem(String command) throws Exception {
        var file = Files.writeString(folder.resolve("pinwheel.yaml"), "dta: x\nschedule: [1]\n");

        assertEquals(2, execute(command, "--config", file.toString()));

        for (var problem : List.of("data: is missing", "dta: is unknown; did you mean 'data'?", "schedule: must be")) {
            assertTrue(err.toString().contains(problem), err.toString());
        }
    }

    @Test
    void aBadScheduleIsExitCode2() throws Exception {
        var file = Files.writeString(folder.resolve("pinwheel.yaml"), """
                data: %s
                schedule: sometimes
                repositories: [{url: %s}]
                registries: [{host: docker.io}]
                scanner: {database: %s}
                """.formatted(
                        folder.resolve("data"), folder.resolve("none.git"), folder));

        assertEquals(2, execute("serve", "--config", file.toString()));

        assertTrue(err.toString().contains("'sometimes' is not a Quartz cron expression"), err.toString());
    }

    @Test
    void aCommandThatDoesNotExistIsExitCode2() {
        assertEquals(2, execute("rotate"));
    }

    @Test
    void aLedgerThatIsNotThereIsSaidWithoutAStackTrace() {
        assertEquals(
                1, execute("ledger", "list", "--data", folder.resolve("none").toString()));

        assertTrue(err.toString().startsWith("pinwheel: "), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    private int execute(String... arguments) {
        return Pinwheel.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
