package dev.pinwheel;

import dev.pinwheel.candidate.AuthFile;
import dev.pinwheel.candidate.Builder;
import dev.pinwheel.candidate.BuilderSettings;
import dev.pinwheel.candidate.Contexts;
import dev.pinwheel.candidate.Found;
import dev.pinwheel.candidate.MissingBuilder;
import dev.pinwheel.candidate.MissingScanner;
import dev.pinwheel.candidate.Scanner;
import dev.pinwheel.candidate.buildah.BuildahBuilder;
import dev.pinwheel.candidate.buildkit.BuildkitBuilder;
import dev.pinwheel.candidate.buildkit.Docker;
import dev.pinwheel.candidate.osv.Limits;
import dev.pinwheel.candidate.osv.OsvScanner;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.candidate.trivy.Database;
import dev.pinwheel.candidate.trivy.TrivyScanner;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.PinSettings;
import dev.pinwheel.config.RegistrySettings;
import dev.pinwheel.config.RepositorySettings;
import dev.pinwheel.config.Secret;
import dev.pinwheel.config.TlsSettings;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.journal.sql.PostgresqlAddress;
import dev.pinwheel.journal.sql.PostgresqlLookLines;
import dev.pinwheel.pin.Dialect;
import dev.pinwheel.pin.Matcher;
import dev.pinwheel.pin.PinReader;
import dev.pinwheel.proposal.Forge;
import dev.pinwheel.proposal.ForgePerSource;
import dev.pinwheel.proposal.github.GitHubForge;
import dev.pinwheel.proposal.local.LocalForge;
import dev.pinwheel.registry.Credentials;
import dev.pinwheel.registry.DockerConfig;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.http.HostSettings;
import dev.pinwheel.registry.http.HttpRegistry;
import dev.pinwheel.registry.http.Tls;
import dev.pinwheel.source.Sources;
import dev.pinwheel.source.git.GitSources;
import dev.pinwheel.source.git.Origin;
import dev.pinwheel.watch.FileLookLines;
import dev.pinwheel.watch.Intervals;
import dev.pinwheel.watch.LookLines;
import dev.pinwheel.watch.Rules;
import dev.pinwheel.watch.Settling;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The adapters that a configuration chooses. */
public final class Assembly {

    private final Configuration configuration;
    private final Machine machine;
    private final Clock clock;
    private final GitHubs gitHubs;
    private final Map<RegistryHost, Credentials.Login> logins;
    private final Keychain keychain;
    private final Map<Source, Origin> origins;

    /**
     * Checks what only the adapters can check.
     *
     * @throws IOException if docker's configuration file cannot be read
     * @throws IllegalArgumentException if a login, a key, a repository's name or URL cannot be one
     */
    public Assembly(Configuration configuration, Machine machine, Clock clock) throws IOException {
        this.configuration = configuration;
        this.machine = machine;
        this.clock = clock;
        this.gitHubs = new GitHubs(configuration, clock);
        this.logins = logins(configuration);
        this.keychain = keychain();
        this.origins = origins();
    }

    private Assembly(Assembly before) {
        this.configuration = before.configuration;
        this.machine = before.machine;
        this.clock = before.clock;
        this.gitHubs = new GitHubs(configuration, clock);
        this.logins = before.logins;
        this.keychain = before.keychain;
        this.origins = origins();
    }

    private Map<Source, Origin> origins() {
        return configuration.repositories().stream()
                .collect(Collectors.toMap(RepositorySettings::source, this::origin));
    }

    /** The same with connections of its own, for who goes on after the parts of this one were closed. */
    Assembly renewed() {
        return new Assembly(this);
    }

    Parts parts(Vertx vertx) throws IOException {
        var registry = registry(vertx);
        var sources = sources(data("git"));
        var pins = new PinReader(dialect(configuration.pins()));
        return new Parts(sources, pins, registry, looked(), builder(), scanner(registry), forge(sources), gitHubs);
    }

    /** In the ledger's database if other nodes can reach that, for the one that takes over. */
    private LookLines looked() {
        var ledger = configuration.ledger();
        return ledger.database()
                .map(PostgresqlAddress::parse)
                .<LookLines>map(address ->
                        new PostgresqlLookLines(address, ledger.password().map(Secret::value)))
                .orElseGet(() -> new FileLookLines(data("watch")));
    }

    private Forge forge(Sources sources) {
        var local = new LocalForge(sources, data("proposals"));
        var forges = new HashMap<Source, Forge>();
        for (var settings : configuration.repositories()) {
            forges.put(
                    settings.source(),
                    switch (settings.forge()) {
                        case LOCAL -> local;
                        case GITHUB -> gitHubs.forge(settings.source());
                    });
        }
        return new ForgePerSource(forges);
    }

    /** The registries that are configured, and no other; closing them gives back their budgets. */
    public HttpRegistry registry(Vertx vertx) {
        var hosts = configuration.registries().stream()
                .collect(Collectors.toMap(RegistrySettings::host, Assembly::host, (first, second) -> second));
        return new HttpRegistry(vertx, hosts, keychain, Budgets.of(configuration.ledger(), clock), clock);
    }

    private static HostSettings host(RegistrySettings settings) {
        var common = HostSettings.DEFAULT
                .withTls(tls(settings.tls()))
                .withTrustedRealms(Set.copyOf(settings.realms()))
                .withConcurrency(settings.concurrency());
        var paced =
                settings.rate().isPresent() ? common.withRate(settings.rate().getAsInt()) : common;
        return settings.plainHttp() ? paced.withPlainHttp() : paced;
    }

    private static Tls tls(TlsSettings settings) {
        var identity = settings.identity().map(files -> new Tls.Identity(files.certificate(), files.key()));
        return new Tls(settings.authorities(), identity);
    }

    /** What the configuration says of a registry, else what docker's own file says. */
    private Keychain keychain() throws IOException {
        var configured = Keychain.of(logins);
        if (configuration.dockerConfig().isEmpty()) {
            return configured;
        }
        var docker = DockerConfig.at(configuration.dockerConfig().get());
        return host -> {
            var login = configured.credentials(host);
            return login.isPresent() ? login : docker.credentials(host);
        };
    }

    private static Map<RegistryHost, Credentials.Login> logins(Configuration configuration) {
        var logins = new HashMap<RegistryHost, Credentials.Login>();
        for (var settings : configuration.registries()) {
            settings.credentials()
                    .map(login -> new Credentials.Login(
                            login.username(), login.password().value()))
                    .ifPresent(login -> logins.put(settings.host(), login));
        }
        return logins;
    }

    /** The repositories that are configured, with their clones in this directory. */
    public GitSources sources(Path directory) {
        return new GitSources(directory, origins);
    }

    private Origin origin(RepositorySettings settings) {
        var login = settings.credentials()
                .map(known -> new dev.pinwheel.source.git.Credentials(
                        known.username(), () -> known.password().value()));
        var credentials = login.or(() -> gitHubs.credentials(settings.source()));
        return new Origin(settings.source().name(), settings.branch(), credentials);
    }

    /** The GitHub that a repository is on, if its proposals are made there. */
    Optional<GitHubForge> gitHub(RepositorySettings settings) {
        return switch (settings.forge()) {
            case LOCAL -> Optional.empty();
            case GITHUB -> Optional.of(gitHubs.forge(settings.source()));
        };
    }

    /** How pins are written, as the settings say. */
    public static Dialect dialect(PinSettings settings) {
        return new Dialect(
                settings.matchers().stream()
                        .map(matcher -> Matcher.of(matcher.files(), matcher.pattern()))
                        .toList(),
                settings.aliases());
    }

    /** What watching goes by, as a configuration says. */
    public static Rules rules(Configuration configuration) {
        var watch = configuration.watch();
        var policy = configuration.policy();
        return new Rules(
                new Settling(policy.cooldown(), watch.damping(), watch.platforms(), watch.sameContentMoves()),
                policy.retry(),
                new Intervals(watch.least(), watch.most(), watch.gap(), watch.liveness(), Intervals.DEFAULT.patience()),
                watch.mirrors());
    }

    Contexts contexts() {
        var contexts = new HashMap<Source, Map<String, String>>();
        for (var settings : configuration.repositories()) {
            contexts.put(settings.source(), settings.contexts());
        }
        return new Contexts(contexts);
    }

    /** The builder that is configured, or, where it says auto, the first that this machine has. */
    public Found findBuilder() {
        return switch (configuration.builder().use()) {
            case BUILDAH -> BuildahBuilder.find(machine);
            case BUILDKIT -> docker().found();
            case AUTO -> BuildahBuilder.find(machine) instanceof Found.Ready ready ? ready : docker().found();
        };
    }

    private Docker.Search docker() {
        return Docker.look(machine, configuration.builder().host());
    }

    Builder builder() throws IOException {
        return switch (configuration.builder().use()) {
            case BUILDAH -> buildah();
            case BUILDKIT -> buildkit();
            case AUTO -> BuildahBuilder.find(machine) instanceof Found.Ready ? buildah() : buildkit();
        };
    }

    private Builder buildah() throws IOException {
        return switch (BuildahBuilder.find(machine)) {
            case Found.Missing missing -> missing(missing);
            case Found.Ready ready -> new BuildahBuilder(machine, ready, programs("buildah"));
        };
    }

    private Builder buildkit() throws IOException {
        return switch (docker()) {
            case Docker.Search.Without(var missing) -> missing(missing);
            case Docker.Search.With(var docker) -> new BuildkitBuilder(machine, docker, programs("buildkit"));
        };
    }

    private static Builder missing(Found.Missing missing) {
        return new MissingBuilder(missing.name(), missing.reason() + "; " + missing.hint());
    }

    /** Trivy on this machine. */
    public Found findTrivy() {
        return TrivyScanner.find(machine);
    }

    Scanner scanner(Registry registry) throws IOException {
        var settings = configuration.scanner();
        return switch (settings.use()) {
            case OSV -> new OsvScanner(Bot.version(), registry, settings.database(), Limits.ORDINARY);
            case TRIVY ->
                switch (findTrivy()) {
                    case Found.Missing missing -> new MissingScanner(missing.reason() + "; " + missing.hint());
                    case Found.Ready ready ->
                        new TrivyScanner(machine, ready, programs("trivy"), database(), settings.limit());
                };
        };
    }

    private Database database() {
        var settings = configuration.scanner();
        return new Database(
                settings.database(),
                settings.update() ? new Database.Origin.TrivysOwn() : new Database.Origin.Placed());
    }

    private BuilderSettings programs(String name) throws IOException {
        var registries =
                configuration.registries().stream().map(RegistrySettings::host).collect(Collectors.toSet());
        var plainHttp = configuration.registries().stream()
                .filter(RegistrySettings::plainHttp)
                .map(RegistrySettings::host)
                .collect(Collectors.toSet());
        Optional<Path> authFile = logins.isEmpty()
                ? configuration.dockerConfig()
                : Optional.of(AuthFile.write(data("private").resolve("registries.json"), logins));
        return new BuilderSettings(data(name), registries, plainHttp, authFile);
    }

    private Path data(String name) {
        return configuration.data().resolve(name).toAbsolutePath();
    }
}
