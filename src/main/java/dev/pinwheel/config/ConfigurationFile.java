package dev.pinwheel.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.pinwheel.event.Severity;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.Platform;
import dev.pinwheel.image.RegistryHost;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

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
        var problems = new ArrayList<String>();
        var configuration = new Reader(new Section("", tree(file), environment, problems)).read();
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(file.toString(), problems);
        }
        return configuration;
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
        var problems = new ArrayList<String>();
        var pins = PinSettings.read(new Section("", tree(file), environment, problems));
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(file.toString(), problems);
        }
        return pins;
    }

    /**
     * Reads only where the ledger is kept, for commands that need no other secret.
     *
     * @throws InvalidConfigurationException if the file cannot be read or says it wrongly
     */
    public static LedgerSettings ledger(Path file, Environment environment) throws InvalidConfigurationException {
        var problems = new ArrayList<String>();
        var ledger = LedgerSettings.read(new Section("", tree(file), environment, problems));
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(file.toString(), problems);
        }
        return ledger;
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

    /** Goes through the sections in the order of the documentation. */
    private record Reader(Section top) {

        Configuration read() {
            var github = github();
            var configuration = new Configuration(
                    Path.of(top.required("data")),
                    top.text("origin").orElse("pinwheel.local/ledger"),
                    LedgerSettings.read(top),
                    top.text("schedule").orElse("0 0/15 * * * ?"),
                    repositories(github),
                    github,
                    registries(),
                    top.text("dockerConfig").map(Path::of),
                    PinSettings.read(top),
                    top.parsed("platform", Platform.LINUX_AMD64, Platform::parse),
                    WatchSettings.read(top.section("watch")),
                    policy(),
                    builder(),
                    scanner(),
                    http(),
                    retention(),
                    hooks());
            configuration.watch().checkMirrors(top.section("watch"), configuration.registries());
            top.end();
            return configuration;
        }

        private List<RepositorySettings> repositories(List<GitHubSettings> github) {
            var repositories = new ArrayList<RepositorySettings>();
            for (var section : top.sections("repositories")) {
                repositories.add(repository(section, github));
            }
            unique(
                    "repositories",
                    repositories.stream()
                            .map(settings -> settings.source().name())
                            .toList());
            if (repositories.isEmpty()) {
                top.problem("repositories", "must name at least one repository");
            }
            return repositories;
        }

        private void unique(String key, List<String> names) {
            var seen = new HashSet<String>();
            names.stream()
                    .filter(name -> !name.isEmpty() && !seen.add(name))
                    .forEach(name -> top.problem(key, "names " + name + " twice"));
        }

        /** A context that leads out of the source would show the builder this machine's files. */
        private static Map<String, String> contexts(Section section) {
            var contexts = section.textsByName("contexts");
            contexts.forEach((dockerfile, context) -> {
                if (context.startsWith("/") || List.of(context.split("/")).contains("..")) {
                    section.problem(
                            "contexts." + dockerfile, "must be a path in the repository, not '" + context + "'");
                }
            });
            return contexts;
        }

        private static RepositorySettings repository(Section section, List<GitHubSettings> github) {
            var url = section.required("url");
            if (url.contains("@")
                    && url.contains("://")
                    && url.indexOf('@') < url.indexOf('/', url.indexOf("://") + 3)) {
                section.problem("url", "must not carry credentials; use username and password");
            }
            if (url.startsWith("ssh://") || url.matches("[^/]+@[^/]+:.*")) {
                section.problem("url", "must be https, http, file or a path; git over ssh is not spoken");
            }
            var onGitHub = github.stream().anyMatch(settings -> settings.serves(url));
            var usual = onGitHub ? RepositorySettings.Forge.GITHUB : RepositorySettings.Forge.LOCAL;
            var forge = section.choice("forge", usual, RepositorySettings.Forge.class);
            if (forge == RepositorySettings.Forge.GITHUB && !onGitHub) {
                section.problem("forge", "no entry under github has this repository's host");
            }
            var settings = new RepositorySettings(
                    new Source(url), section.text("branch"), forge, contexts(section), login(section));
            section.end();
            return settings;
        }

        private static Optional<LoginSettings> login(Section section) {
            var username = section.text("username");
            var password = section.secret("password");
            if (section.has("username") != section.has("password")) {
                section.problem("", "username and password go together");
            }
            return username.flatMap(name -> password.map(secret -> new LoginSettings(name, secret)));
        }

        private List<GitHubSettings> github() {
            var hosts = new ArrayList<GitHubSettings>();
            for (var section : top.sections("github")) {
                gitHub(section).ifPresent(hosts::add);
                section.end();
            }
            return hosts;
        }

        private static Optional<GitHubSettings> gitHub(Section section) {
            var host = section.text("host").orElse("github.com");
            var usual =
                    URI.create(host.equals("github.com") ? "https://api.github.com" : "https://" + host + "/api/v3");
            var api = section.parsed("api", usual, URI::create);
            var token = section.secret("token");
            var app = section.has("app");
            if (section.has("token") == app) {
                section.problem("", "must have either token or app");
            }
            var access = app ? app(section.section("app")) : token.map(GitHubSettings.Token::new);
            return access.map(shown -> new GitHubSettings(host, api, shown));
        }

        private static Optional<GitHubSettings.Access> app(Section section) {
            var id = section.required("id");
            var key = section.secret("key");
            if (!section.has("key")) {
                section.problem("key", "is missing");
            }
            section.end();
            return key.map(secret -> new GitHubSettings.App(id, secret));
        }

        private List<RegistrySettings> registries() {
            var registries = new ArrayList<RegistrySettings>();
            for (var section : top.sections("registries")) {
                registries.add(new RegistrySettings(
                        section.parsed("host", RegistryHost.DOCKER_HUB, RegistryHost::new),
                        section.flag("plainHttp", false),
                        TlsSettings.read(section),
                        login(section),
                        section.texts("realms"),
                        section.number("concurrency", 8, 1, 256),
                        section.has("rate")
                                ? OptionalInt.of(section.number("rate", 1, 1, 10_000))
                                : OptionalInt.empty()));
                if (!section.has("host")) {
                    section.problem("host", "is missing");
                }
                section.end();
            }
            unique(
                    "registries",
                    registries.stream().map(settings -> settings.host().name()).toList());
            if (registries.isEmpty()) {
                top.problem("registries", "must name at least one registry; a host that is not named is not called");
            }
            return registries;
        }

        private PolicySettings policy() {
            var section = top.section("policy");
            if (section.text("severity").filter("unknown"::equalsIgnoreCase).isPresent()) {
                section.problem("severity", "must be a severity that somebody can give, from NEGLIGIBLE to CRITICAL");
            }
            var settings = new PolicySettings(
                    section.choice("severity", Severity.HIGH, Severity.class),
                    section.duration("cooldown", Duration.ofDays(3)),
                    section.duration("retry", Duration.ofHours(6)));
            section.end();
            return settings;
        }

        private BuilderSettings builder() {
            var section = top.section("builder");
            var settings = new BuilderSettings(
                    section.choice("use", BuilderSettings.Kind.AUTO, BuilderSettings.Kind.class),
                    section.text("host"),
                    section.duration("limit", Duration.ofMinutes(30)));
            section.end();
            return settings;
        }

        private ScannerSettings scanner() {
            var section = top.section("scanner");
            var settings = new ScannerSettings(
                    section.choice("use", ScannerSettings.Kind.OSV, ScannerSettings.Kind.class),
                    Path.of(section.required("database")),
                    section.flag("update", true),
                    section.duration("limit", Duration.ofMinutes(10)));
            section.end();
            return settings;
        }

        private Optional<Duration> retention() {
            var section = top.section("evidence");
            var kept = section.duration("retention", Duration.ZERO);
            if (section.has("retention") && kept.compareTo(Duration.ofDays(1)) < 0) {
                section.problem("retention", "must be at least a day, such as P400D");
            }
            section.end();
            return Optional.of(kept).filter(duration -> !duration.isZero());
        }

        private Optional<HooksSettings> hooks() {
            return top.has("hooks") ? Optional.of(HooksSettings.read(top.section("hooks"))) : Optional.empty();
        }

        private Optional<HttpSettings> http() {
            if (!top.has("http")) {
                return Optional.empty();
            }
            var section = top.section("http");
            var settings =
                    new HttpSettings(section.text("host").orElse("127.0.0.1"), section.number("port", 8080, 0, 65535));
            section.end();
            return Optional.of(settings);
        }
    }
}
