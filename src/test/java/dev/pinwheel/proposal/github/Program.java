package dev.pinwheel.proposal.github;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs that the tests need installed, and running one of them to its end. */
final class Program {

    private Program() {}

    /** Where a program is; without it the test is skipped, and fails in CI. */
    static Path installed(String name) {
        var parts = Optional.ofNullable(System.getenv("PINWHEEL_PARTS"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache/pinwheel/parts"));
        var path = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(Path::of);
        var found = Stream.concat(Stream.of(parts.resolve("bin")), path)
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            return fail("no " + name + "; deploy/parts/install installs it");
        }
        return found.orElseGet(() -> abort("skipped: no " + name));
    }

    /** What a program printed and how it ended. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Ended(int code, byte[] output) {}

    /** Runs a program with this input and waits for it. */
    static Ended run(ProcessBuilder program, Map<String, String> environment, byte[] input) throws IOException {
        program.environment().putAll(environment);
        var process = program.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var writer = Thread.ofVirtual().start(() -> write(process, input));
        try {
            var output = process.getInputStream().readAllBytes();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IOException(program.command() + " did not end");
            }
            writer.join();
            return new Ended(process.exitValue(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(program.command() + " was interrupted").initCause(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A program may end before it has read everything, and say so by its exit code. */
    private static void write(Process process, byte[] input) {
        try (var in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException e) {
            process.destroy();
        }
    }
}
