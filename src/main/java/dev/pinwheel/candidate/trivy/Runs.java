package dev.pinwheel.candidate.trivy;

import dev.pinwheel.candidate.BuilderSettings;
import dev.pinwheel.candidate.ImageAt;
import dev.pinwheel.candidate.Inventory;
import dev.pinwheel.candidate.process.Command;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.candidate.process.Outcome;
import dev.pinwheel.candidate.process.Transcript;
import dev.pinwheel.candidate.process.Workshop;
import dev.pinwheel.image.RegistryHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The runs of Trivy that one scan takes, in a directory without anybody's {@code trivy.yaml} or {@code .trivyignore}. */
final class Runs {

    private static final int LONGEST_REASON = 600;
    private static final Pattern TROUBLE = Pattern.compile("\\b(FATAL|ERROR)\\b.*", Pattern.DOTALL);

    /** Without {@code -q}, which hides why Trivy fails. */
    private static final List<String> IMAGE = List.of(
            "image",
            "--scanners",
            "vuln",
            "--pkg-types",
            "os",
            "--list-all-pkgs",
            "--format",
            "json",
            "--offline-scan",
            "--skip-db-update",
            "--skip-version-check",
            "--disable-telemetry",
            "--no-progress");

    private final Machine machine;
    private final Path program;
    private final BuilderSettings settings;
    private final Workshop workshop;
    private final Duration limit;

    Runs(Machine machine, Path program, BuilderSettings settings, Workshop workshop, Duration limit) {
        this.machine = machine;
        this.program = program;
        this.settings = settings;
        this.workshop = workshop;
        this.limit = limit;
    }

    /** Brings the database up to date, where it has an origin. */
    void update(Database database) throws IOException {
        var arguments = new ArrayList<>(List.of("image", "--download-db-only", "--no-progress", "--disable-telemetry"));
        arguments.addAll(List.of(
                "--cache-dir", database.cacheDirectory().toAbsolutePath().toString()));
        switch (database.origin()) {
            case Database.Origin.Placed placed -> {
                return;
            }
            case Database.Origin.TrivysOwn own -> {}
            case Database.Origin.Registry registry -> {
                arguments.addAll(List.of("--db-repository", registry.tag().toString()));
                arguments.addAll(insecure(registry.tag().repository().host()));
            }
        }
        var outcome = run(arguments);
        if (!outcome.succeeded()) {
            throw new IOException("the vulnerability database cannot be brought up to date: " + reason(outcome));
        }
    }

    /** Scans one image with the database that is there. */
    Inventory scan(ImageAt image, Path cacheDirectory) throws IOException {
        var report = workshop.directory().resolve("report.json");
        Files.deleteIfExists(report);
        var arguments = new ArrayList<>(IMAGE);
        arguments.addAll(List.of("--cache-dir", cacheDirectory.toAbsolutePath().toString()));
        arguments.addAll(List.of("--timeout", limit.toSeconds() + "s", "--output", report.toString()));
        arguments.addAll(where(image));
        var outcome = run(arguments);
        if (!outcome.succeeded()) {
            throw new IOException(named(image) + " was not scanned: " + reason(outcome));
        }
        if (outcome.log().contains("Unsupported os")) {
            throw new IOException(named(image) + " was not scanned: its distribution is not one that Trivy judges");
        }
        try {
            return inventory(Report.read(report), image);
        } catch (IOException e) {
            throw new IOException(named(image) + " was not scanned: " + e.getMessage(), e);
        }
    }

    private static Inventory inventory(Report report, ImageAt image) throws IOException {
        if (image instanceof ImageAt.InRegistry there && !report.isFor(there.platform())) {
            throw new IOException("what is there is for another platform");
        }
        return report.inventory();
    }

    private List<String> where(ImageAt image) throws IOException {
        return switch (image) {
            case ImageAt.InRegistry there -> {
                var arguments = new ArrayList<>(List.of("--image-src", "remote"));
                arguments.addAll(List.of("--platform", there.platform().toString()));
                arguments.addAll(insecure(there.repository().host()));
                arguments.add(there.repository() + "@" + there.digest());
                yield arguments;
            }
            case ImageAt.InLayout here -> List.of("--input", linkTo(here.directory()));
        };
    }

    private static String named(ImageAt image) {
        return switch (image) {
            case ImageAt.InRegistry there -> there.repository() + "@" + there.digest() + " (" + there.platform() + ")";
            case ImageAt.InLayout here -> here.directory().toString();
        };
    }

    /** A name for a layout that has no {@code :} and no {@code @}, which Trivy would read as a tag or a digest. */
    private String linkTo(Path layout) throws IOException {
        var link = workshop.directory().resolve("image");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, layout.toRealPath());
        return "image";
    }

    private List<String> insecure(RegistryHost host) {
        return settings.plainHttp().contains(host) ? List.of("--insecure") : List.of();
    }

    private Outcome run(List<String> arguments) throws IOException {
        var docker = workshop.makeDirectory("docker");
        if (settings.authFile().isPresent()) {
            Files.copy(settings.authFile().get(), docker.resolve("config.json"), StandardCopyOption.REPLACE_EXISTING);
        }
        return machine.run(Command.of(program, workshop.directory(), limit, arguments)
                .with(Map.of(
                        "DOCKER_CONFIG", docker.toString(),
                        "TMPDIR", workshop.makeDirectory("tmp").toString()))
                .hiding(settings.secrets()));
    }

    private static String reason(Outcome outcome) {
        var trouble = TROUBLE.matcher(outcome.log());
        if (trouble.find()) {
            return Transcript.shortened(trouble.group().replaceAll("\\s+", " "), LONGEST_REASON);
        }
        return outcome instanceof Outcome.Exited exited
                ? "it exited with code " + exited.code() + " and does not say why; is the image there, may we pull it?"
                : outcome.ending();
    }
}
