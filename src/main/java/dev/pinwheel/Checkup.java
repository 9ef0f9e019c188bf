package dev.pinwheel;

import dev.pinwheel.candidate.Found;
import dev.pinwheel.candidate.Workplace;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.RepositorySettings;
import dev.pinwheel.config.ScannerSettings;
import dev.pinwheel.image.Watch;
import dev.pinwheel.pin.Pins;
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

/** What of a configuration can be used on this machine, tried for real and without changing anything. */
public final class Checkup {

    /** One part, whether it is well, and what was found. */
    public record Symptom(String part, boolean well, String finding) {}

    private final Configuration configuration;
    private final Assembly assembly;
    private final List<Symptom> symptoms = new ArrayList<>();

    Checkup(Configuration configuration, Assembly assembly) {
        this.configuration = configuration;
        this.assembly = assembly;
    }

    /** Tries each part. */
    public List<Symptom> run() throws IOException {
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
        } finally {
            vertx.close().await();
            Workplace.remove(scratch);
        }
        return List.copyOf(symptoms);
    }

    private void program(String part, Found found) {
        switch (found) {
            case Found.Ready ready -> add(part, true, ready + ", " + ready.program());
            case Found.Missing missing -> add(part, false, missing.reason() + "; " + missing.hint());
        }
    }

    private void scanner() {
        var settings = configuration.scanner();
        if (settings.use() == ScannerSettings.Kind.TRIVY) {
            program("scanner", assembly.findTrivy());
        } else {
            add("scanner", true, "osv, built in");
        }
        database(settings.database());
    }

    private void database(Path directory) {
        var there = Files.isDirectory(directory);
        add("database", there, directory + (there ? "" : " is not there; put OSV records or Trivy's cache there"));
    }

    private Set<Watch> repository(RepositorySettings settings, Sources sources) {
        var name = settings.source().name();
        try {
            assembly.refusal(settings).ifPresent(reason -> add("github", false, name + ": " + reason));
            var snapshot = sources.snapshot(settings.source());
            var pinned = Pins.in(snapshot.files()).pinned();
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
        symptoms.add(new Symptom(part, well, finding.replaceAll("\\p{Cntrl}+", " ")));
    }
}
