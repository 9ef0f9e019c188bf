package dev.pinwheel.cli;

import dev.pinwheel.Bot;
import dev.pinwheel.Launch;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.ConfigurationFile;
import dev.pinwheel.config.Environment;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The option that names the configuration file. */
final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "pinwheel.yaml",
            description =
                    "the configuration file; config/pinwheel.yaml is a commented example (default: pinwheel.yaml)")
    private Path file = Path.of("pinwheel.yaml");

    Configuration read() throws InvalidConfigurationException {
        return ConfigurationFile.read(file, Environment.ofProcess());
    }

    Bot launch(Consumer<Event> audience) throws IOException, InvalidConfigurationException {
        return Launch.bot(read(), Launch.machine(Environment.ofProcess()), audience);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
