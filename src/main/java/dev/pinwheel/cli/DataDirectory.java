package dev.pinwheel.cli;

import dev.pinwheel.config.ConfigurationFile;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.KeyFile;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.web.hook.LookFile;
import java.io.IOException;
import java.nio.file.Path;
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
            description = "the directory that the ledger is in, instead of the one that the configuration names")
    private @Nullable Path data;

    private Path path() throws InvalidConfigurationException {
        return data == null ? ConfigurationFile.data(config) : data;
    }

    Entries entries() throws InvalidConfigurationException {
        return SqliteStore.read(path());
    }

    LogDirectory log() throws InvalidConfigurationException {
        return new LogDirectory(path().resolve("log"));
    }

    Evidence evidence() throws IOException, InvalidConfigurationException {
        return new Evidence(path().resolve("evidence"));
    }

    LookFile look() throws IOException, InvalidConfigurationException {
        return LookFile.read(path());
    }

    KeyFile key() throws InvalidConfigurationException {
        return new KeyFile(path());
    }
}
