package dev.pinwheel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.Samples;
import dev.pinwheel.journal.sql.PostgresqlServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LedgerOnPostgresqlIT {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String command, Path config, String... arguments) {
        var all = new ArrayList<>(List.of(command, "--config=" + config));
        all.addAll(List.of(arguments));
        return new CommandLine(new LedgerCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void oneLineOfTheConfigurationMovesALedgerFromSqliteToPostgresql() throws IOException, InterruptedException {
        var data = folder.resolve("data");
        try (var journal = Journals.open(data)) {
            Samples.all().values().forEach(journal::append);
        }
        var backup = folder.resolve("backup.db").toString();
        var embedded = Files.writeString(folder.resolve("embedded.yaml"), "data: " + data + "\n");
        assertEquals(0, run("backup", embedded, backup), err::toString);
        try (var server = PostgresqlServer.start()) {
            var password = Files.writeString(folder.resolve("password"), PostgresqlServer.PASSWORD + "\n");
            var address = server.newDatabase();
            var config = Files.writeString(
                    folder.resolve("pinwheel.yaml"),
                    "data: " + data + "\nledger: {database: '" + address + "', password: {file: " + password + "}}\n");

            assertEquals(0, run("restore", config, backup), err::toString);
            assertEquals(0, run("rebuild", config), err::toString);
            assertEquals(0, run("verify", config), err::toString);
            assertEquals(0, run("backup", config, backup + "2"), err::toString);
            try (var journal = Journals.open(data, PostgresqlServer.ledger(address))) {
                assertTrue(journal.entries().head().size() > 10);
            }
        }
        assertTrue(out.toString().contains("verified: "), out.toString());
    }
}
