package dev.pinwheel.cli;

import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.KeyFile;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.journal.sql.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where the ledger is. */
final class DataDirectory {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".pinwheel",
            description = "The directory that the ledger is in; ${DEFAULT-VALUE} if not given.")
    private Path path = Path.of(".pinwheel");

    Entries entries() {
        return SqliteStore.read(path);
    }

    LogDirectory log() {
        return new LogDirectory(path.resolve("log"));
    }

    Evidence evidence() throws IOException {
        return new Evidence(path.resolve("evidence"));
    }

    KeyFile key() {
        return new KeyFile(path);
    }
}
