package dev.pinwheel;

import dev.pinwheel.candidate.Found;
import dev.pinwheel.candidate.Workplace;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.config.RepositorySettings;
import dev.pinwheel.config.ScannerSettings;
import dev.pinwheel.image.Watch;
import dev.pinwheel.pin.Pins;
import dev.pinwheel.proposal.ForgeException;
import dev.pinwheel.proposal.github.GitHubForge;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.Resolution;
import dev.pinwheel.source.Sources;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What of a configuration can be used on this machine, tried for real and without changing anything. */
public final class Checkup {

    /** How a part is. */
    public enum State {
        OK,
        /** It is not there, or cannot be reached or used. */
        MISSING,
        /** It is there and is not what it was. */
        DAMAGED
    }

    /** One part, how it is, and what was found. */
    public record Symptom(String part, State state, String finding) {}

    private final Configuration configuration;
    private final Assembly assembly;
    private final List<Symptom> symptoms = new ArrayList<>();

    Checkup(Configuration configuration, Assembly assembly) {
        this.configuration = configuration;
        this.assembly = assembly;
    }

    /**
     * Tries each part.
     *
     * @throws InvalidConfigurationException if a part of the configuration makes no sense
     */
    public List<Symptom> run() throws IOException, InvalidConfigurationException {
        symptoms.addAll(new LedgerCheckup(configuration, Launch.clock()).run());
        program("builder", assembly.findBuilder());
        scanner();
        var vertx = Vertx.vertx();
        var scratch = Files.createTempDirectory("pinwheel-doctor");
        try (var sources = assembly.sources(scratch)) {
            var watches = new LinkedHashSet<Watch>();
            for (var repository : configuration.repositories()) {
                watches.addAll(repository(repository, sources));
            }
            var registry = assembly.registry(vertx);
            watches.forEach(watch -> tag(watch, registry));
            idle(watches);
            registry.close();
        } finally {
            vertx.close().await();
            Workplace.remove(scratch);
        }
        symptoms.addAll(new EvidenceCheckup(configuration).run());
        return List.copyOf(symptoms);
    }

    private void program(String part, Found found) {
        switch (found) {
            case Found.Ready ready -> add(part, true, ready + ", " + ready.program());
            case Found.Missing missing -> add(part, false, missing.reason() + "; " + missing.hint());
        }
    }

    private void scanner() throws IOException {
        var settings = configuration.scanner();
        if (settings.use() == ScannerSettings.Kind.TRIVY) {
            program("scanner", assembly.findTrivy());
        } else {
            add("scanner", true, "osv, built in");
        }
        database(settings.database());
    }

    private void database(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            add("database", false, directory + " is not there; put OSV records or Trivy's cache there");
            return;
        }
        try (var files = Files.walk(directory)) {
            var count = files.filter(Files::isRegularFile).count();
            add("database", count > 0, directory + ", " + count + " files");
        }
    }

    private void gitHub(GitHubForge forge, String name) {
        try {
            add(
                    "github",
                    true,
                    name + (forge.mayWrite() ? ", may be written" : ", can be read; a token needs write access"));
        } catch (ForgeException e) {
            add("github", false, String.valueOf(e.getMessage()));
        }
    }

    /** A registry that no pin names cannot be tried: there is nothing to ask it for. */
    private void idle(Set<Watch> watches) {
        var hosts = watches.stream().map(watch -> watch.repository().host()).collect(Collectors.toSet());
        configuration.registries().stream()
                .filter(settings -> !hosts.contains(settings.host()))
                .forEach(settings -> add("registry", true, settings.host() + ", not tried: no pin names it"));
    }

    private Set<Watch> repository(RepositorySettings settings, Sources sources) {
        var name = settings.source().name();
        try {
            assembly.gitHub(settings).ifPresent(forge -> gitHub(forge, name));
            var snapshot = sources.snapshot(settings.source());
            var pinned = Pins.in(snapshot.files(), Assembly.dialect(configuration.pins()))
                    .pinned();
            add("repository", true, name + ", " + snapshot.branch() + ", " + pinned.size() + " tags pinned");
            return pinned.keySet();
        } catch (IOException e) {
            add("repository", false, name + ": " + e.getMessage());
            return Set.of();
        }
    }

    private void tag(Watch watch, Registry registry) {
        switch (registry.resolve(watch)) {
            case Resolution.Resolved(var manifest) -> add("tag", true, watch + " is at " + manifest.digest());
            case Resolution.Failure failure -> add("tag", false, failure.reason());
        }
    }

    private void add(String part, boolean well, String finding) {
        symptoms.add(new Symptom(part, well ? State.OK : State.MISSING, finding));
    }
}
