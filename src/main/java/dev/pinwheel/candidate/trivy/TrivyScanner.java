package dev.pinwheel.candidate.trivy;

import dev.pinwheel.candidate.BuilderSettings;
import dev.pinwheel.candidate.Found;
import dev.pinwheel.candidate.ImageAt;
import dev.pinwheel.candidate.Inventory;
import dev.pinwheel.candidate.ScanResult;
import dev.pinwheel.candidate.Scanner;
import dev.pinwheel.candidate.process.Command;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.candidate.process.Workshop;
import dev.pinwheel.event.ScannerUsed;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Scans with Trivy: all images of one call against one state of its database, or none of them. */
public final class TrivyScanner implements Scanner {

    private static final String NAME = "trivy";
    private static final Pattern VERSION = Pattern.compile("(?m)^Version: (\\S+)");
    private static final Duration BRIEFLY = Duration.ofSeconds(60);
    private static final String HINT = "install it from its project's releases, or use the scanner that is built in";

    private final Machine machine;
    private final Found.Ready program;
    private final BuilderSettings settings;
    private final Database database;
    private final Duration limit;

    /** A scanner that gives each run of the program so much time. */
    public TrivyScanner(
            Machine machine, Found.Ready program, BuilderSettings settings, Database database, Duration limit) {
        this.machine = machine;
        this.program = program;
        this.settings = settings;
        this.database = database;
        this.limit = limit;
    }

    /** Looks for Trivy on a machine; a build that calls itself {@code dev} is told by its hash. */
    public static Found find(Machine machine) {
        var path = machine.find(NAME);
        if (path.isEmpty()) {
            return new Found.Missing(NAME, "there is no program trivy on the path", HINT);
        }
        var answer = machine.run(Command.of(path.get(), Path.of("/"), BRIEFLY, List.of("--version")));
        var version = VERSION.matcher(answer.log());
        if (!answer.succeeded() || !version.find()) {
            return new Found.Missing(NAME, path.get() + " --version " + answer.ending(), HINT);
        }
        try {
            return new Found.Ready(NAME, exact(version.group(1), path.get()), path.get());
        } catch (IOException e) {
            return new Found.Missing(NAME, path.get() + " cannot be read: " + e.getMessage(), HINT);
        }
    }

    @Override
    public ScanResult scan(List<ImageAt> images) {
        try (var workshop = Workshop.open(settings.directory())) {
            var runs = new Runs(machine, program.program(), settings, workshop, limit);
            runs.update(database);
            return scan(images, runs);
        } catch (IOException e) {
            return new ScanResult.NotScanned(program + ": " + e.getMessage());
        }
    }

    private ScanResult scan(List<ImageAt> images, Runs runs) throws IOException {
        var before = Snapshot.in(database.cacheDirectory());
        var inventories = new ArrayList<Inventory>();
        for (var image : images) {
            inventories.add(runs.scan(image, database.cacheDirectory()));
        }
        for (var system : inventories.stream().map(Inventory::system).distinct().toList()) {
            Coverage.require(database.cacheDirectory(), system);
        }
        var after = Snapshot.in(database.cacheDirectory());
        if (!before.equals(after)) {
            throw new IOException("the vulnerability database changed during the scan, from " + before.updatedAt()
                    + " to " + after.updatedAt() + "; scan again");
        }
        return new ScanResult.Scanned(new ScannerUsed(NAME, program.version(), before.updatedAt()), inventories);
    }

    private static String exact(String version, Path program) throws IOException {
        if (!version.equals("dev")) {
            return version;
        }
        var hasher = Digest.hasher("sha256");
        try (var in = new DigestInputStream(Files.newInputStream(program), hasher)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return "dev (sha256:" + HexFormat.of().formatHex(hasher.digest()) + ")";
    }
}
