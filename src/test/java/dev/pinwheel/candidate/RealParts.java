package dev.pinwheel.candidate;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.pinwheel.candidate.process.Containment;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real programs that the integration tests need, and a registry with tiny images that ends with the test. */
public final class RealParts implements AutoCloseable {

    private static final Path SCRIPTS = Path.of("deploy", "parts").toAbsolutePath();
    private static final Path INSTALLED =
            Path.of(System.getProperty("user.home"), ".cache", "pinwheel", "parts", "bin");

    private final Path directory;
    private final ProcessHandle registry;
    private final RegistryHost host;

    private RealParts(Path directory, ProcessHandle registry, RegistryHost host) {
        this.directory = directory;
        this.registry = registry;
        this.host = host;
    }

    /** The machine that tests run on. */
    public static Machine machine() {
        var path = Stream.concat(
                Stream.of(INSTALLED),
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)).map(Path::of));
        return new Machine(path.toList(), Containment.strongest());
    }

    /** Where the parts are that no distribution has. */
    public static Path path() {
        return INSTALLED;
    }

    /** Ends the test as skipped, or as failed where CI must have everything, if a program is missing. */
    public static void need(String... programs) {
        for (var program : programs) {
            if (machine().find(program).isEmpty()
                    && machine("/usr/sbin").find(program).isEmpty()) {
                missing(program);
            }
        }
    }

    /** The same for a file that the build makes. */
    public static void needFile(Path file) {
        if (!Files.exists(file)) {
            missing(file.toString());
        }
    }

    /** What was found, or the end of the test as by {@link #need}. */
    public static Found.Ready ready(Found found) {
        return switch (found) {
            case Found.Ready ready -> ready;
            case Found.Missing missing -> {
                missing(missing.name() + ": " + missing.reason());
                throw new IllegalStateException("not reached");
            }
        };
    }

    /** Starts a registry that keeps its images in a directory. */
    public static RealParts start(Path directory) throws IOException, InterruptedException {
        need("docker-registry", "skopeo", "busybox");
        var answer = run(List.of(
                        SCRIPTS.resolve("start-registry").toString(),
                        directory.resolve("registry").toString()))
                .split(" ", 2);
        var registry = ProcessHandle.of(Long.parseLong(answer[0])).orElseThrow();
        return new RealParts(directory, registry, new RegistryHost(answer[1]));
    }

    public RegistryHost host() {
        return host;
    }

    /** Makes a tiny Debian image with these packages as an OCI layout directory. */
    public Path tiny(String name, String... packages) throws IOException, InterruptedException {
        return tiny(directory.resolve(name), packages);
    }

    /** Makes a tiny Debian image with these packages as this OCI layout directory. */
    static Path tiny(Path layout, String... packages) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(SCRIPTS.resolve("tiny").toString(), layout.toString()));
        line.addAll(List.of(packages));
        run(line);
        return layout;
    }

    /** Pushes a layout's image under a repository and tag. */
    public Digest push(Path layout, String tag) throws IOException, InterruptedException {
        return Digest.parse(
                run(List.of(SCRIPTS.resolve("push-image").toString(), layout.toString(), host + "/" + tag)));
    }

    /** Runs a script or a program of the tests themselves, and gives what it prints. */
    public static String run(List<String> line) throws IOException, InterruptedException {
        var process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var answer = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), () -> line + " takes too long");
        if (process.exitValue() != 0) {
            fail(line + " exited with " + process.exitValue() + ": " + answer);
        }
        return answer.strip();
    }

    @Override
    public void close() {
        registry.destroy();
    }

    private static Machine machine(String directory) {
        return new Machine(List.of(Path.of(directory)), Containment.GROUP);
    }

    private static void missing(String part) {
        if ("true".equals(System.getenv("CI"))) {
            fail("no " + part);
        }
        abort("skipped: no " + part);
    }
}
