package dev.pinwheel.cli;

import dev.pinwheel.Assembly;
import dev.pinwheel.config.ConfigurationFile;
import dev.pinwheel.config.Environment;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.pin.Dialect;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a configuration file for its matchers and aliases alone. */
final class DialectOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "A configuration file, whose matchers and aliases count.")
    private @Nullable Path file;

    Dialect read() throws InvalidConfigurationException {
        return file == null
                ? Dialect.STANDARD
                : Assembly.dialect(ConfigurationFile.pins(file, Environment.ofProcess()));
    }
}
