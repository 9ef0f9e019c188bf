package dev.pinwheel.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.pinwheel.image.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The YAML file that a {@link Configuration} is written in. */
public final class ConfigurationFile {

    private static final long MAX_BYTES = 1 << 20;
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ConfigurationFile() {}

    /**
     * Reads and checks the whole file.
     *
     * @throws InvalidConfigurationException with every problem that it has
     */
    public static Configuration read(Path file, Environment environment) throws InvalidConfigurationException {
        return checked(file, environment, ConfigurationFile::configuration);
    }

    /**
     * Reads only where the data is, for commands that need no secret.
     *
     * @throws InvalidConfigurationException if the file cannot be read or does not say
     */
    public static Path data(Path file) throws InvalidConfigurationException {
        var data = tree(file).path("data");
        if (!data.isTextual()) {
            throw new InvalidConfigurationException(file.toString(), List.of("data: is missing"));
        }
        return Path.of(data.asText());
    }

    /**
     * Reads only how pins are written, for commands that need no secret.
     *
     * @throws InvalidConfigurationException if the file cannot be read or says it wrongly
     */
    public static PinSettings pins(Path file, Environment environment) throws InvalidConfigurationException {
        return checked(file, environment, PinSettings::read);
    }

    /**
     * Reads only where the ledger is kept, for commands that need no other secret.
     *
     * @throws InvalidConfigurationException if the file cannot be read or says it wrongly
     */
    public static LedgerSettings ledger(Path file, Environment environment) throws InvalidConfigurationException {
        return checked(file, environment, LedgerSettings::read);
    }

    private static <T> T checked(Path file, Environment environment, Function<Section, T> read)
            throws InvalidConfigurationException {
        var problems = new ArrayList<String>();
        var settings = read.apply(new Section("", tree(file), environment, problems));
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(file.toString(), problems);
        }
        return settings;
    }

    private static JsonNode tree(Path file) throws InvalidConfigurationException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("it is larger than " + MAX_BYTES + " bytes");
            }
            return YAML.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new InvalidConfigurationException(
                    file.toString(), List.of("tried to read it as YAML but " + e.getMessage()));
        }
    }

    private static Configuration configuration(Section top) {
        var github = GitHubSettings.read(top);
        var configuration = new Configuration(
                Path.of(top.required("data")),
                top.text("origin").orElse("pinwheel.local/ledger"),
                LedgerSettings.read(top),
                top.text("schedule").orElse("0 0/15 * * * ?"),
                RepositorySettings.read(top, github),
                github,
                RegistrySettings.read(top),
                top.text("dockerConfig").map(Path::of),
                PinSettings.read(top),
                top.parsed("platform", Platform.LINUX_AMD64, Platform::parse),
                WatchSettings.read(top.section("watch")),
                PolicySettings.read(top.section("policy")),
                BuilderSettings.read(top.section("builder")),
                ScannerSettings.read(top.section("scanner")),
                optional(top, "http", HttpSettings::read),
                retention(top.section("evidence")),
                optional(top, "hooks", HooksSettings::read));
        configuration.watch().checkMirrors(top.section("watch"), configuration.registries());
        top.end();
        return configuration;
    }

    private static <T> Optional<T> optional(Section top, String key, Function<Section, T> read) {
        return top.has(key) ? Optional.of(read.apply(top.section(key))) : Optional.empty();
    }

    private static Optional<Duration> retention(Section section) {
        var kept = section.duration("retention", Duration.ZERO);
        if (section.has("retention") && kept.compareTo(Duration.ofDays(1)) < 0) {
            section.problem("retention", "must be at least a day, such as P400D");
        }
        section.end();
        return Optional.of(kept).filter(duration -> !duration.isZero());
    }
}
