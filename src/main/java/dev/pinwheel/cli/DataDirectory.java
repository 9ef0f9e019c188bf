package dev.pinwheel.cli;

import dev.pinwheel.Launch;
import dev.pinwheel.config.ConfigurationFile;
import dev.pinwheel.config.Environment;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.config.LedgerSettings;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Database;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.KeyFile;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.web.hook.LookFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where the ledger is. */
final class DataDirectory {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "pinwheel.yaml",
            description = "the configuration file, which says where the ledger is (default: pinwheel.yaml)")
    private Path config = Path.of("pinwheel.yaml");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the directory that the ledger is in as SQLite, instead of what the configuration names")
    private @Nullable Path data;

    /** The data directory. */
    Path path() throws InvalidConfigurationException {
        return data == null ? ConfigurationFile.data(config) : data;
    }

    /** The entries, to read. */
    Entries entries() throws InvalidConfigurationException {
        return database().read();
    }

    Database database() throws InvalidConfigurationException {
        return Launch.database(path(), settings());
    }

    private LedgerSettings settings() throws InvalidConfigurationException {
        return data == null ? ConfigurationFile.ledger(config, Environment.ofProcess()) : LedgerSettings.EMBEDDED;
    }

    /** Files with checkpoints of this ledger that are kept elsewhere. */
    List<Path> checkpoints() throws InvalidConfigurationException {
        return settings().checkpoints();
    }

    LogDirectory log() throws InvalidConfigurationException {
        return new LogDirectory(path().resolve("log"));
    }

    Evidence evidence() throws InvalidConfigurationException {
        return new Evidence(path().resolve("evidence"));
    }

    LookFile look() throws IOException, InvalidConfigurationException {
        return LookFile.read(path());
    }

    KeyFile key() throws InvalidConfigurationException {
        return new KeyFile(path());
    }
}
