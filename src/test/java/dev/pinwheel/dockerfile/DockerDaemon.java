package dev.pinwheel.dockerfile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A Docker daemon of the test's own, without a network, that ends with the test. */
final class DockerDaemon implements AutoCloseable {

    /** A newer client without BuildKit may stand first on the path. */
    private static final Path CLIENT = Path.of("/usr/bin/docker");

    private static final Path DAEMON = Path.of("/usr/sbin/dockerd");

    private final Path directory;
    private final Process process;

    private DockerDaemon(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    static boolean isInstalled() {
        return Files.isExecutable(CLIENT) && Files.isExecutable(DAEMON);
    }

    static DockerDaemon start() throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("pinwheel-docker");
        var process = new ProcessBuilder(
                        DAEMON.toString(),
                        "--host=unix://" + directory + "/socket",
                        "--data-root=" + directory + "/data",
                        "--exec-root=" + directory + "/run",
                        "--pidfile=" + directory + "/pid",
                        "--iptables=false",
                        "--ip6tables=false",
                        "--bridge=none")
                .redirectErrorStream(true)
                .start();
        var daemon = new DockerDaemon(directory, process);
        if (!daemon.awaitListening()) {
            daemon.close();
            throw new IOException("dockerd did not listen within a minute");
        }
        return daemon;
    }

    private boolean awaitListening() throws InterruptedException {
        var listening = new CountDownLatch(1);
        Thread.startVirtualThread(() -> {
            try (var log = process.inputReader(StandardCharsets.UTF_8)) {
                read(log, listening);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return listening.await(1, TimeUnit.MINUTES);
    }

    private static void read(BufferedReader log, CountDownLatch listening) throws IOException {
        for (var line = log.readLine(); line != null; line = log.readLine()) {
            if (line.contains("API listen on")) {
                listening.countDown();
            }
        }
    }

    /** What the builder says while it builds a directory, and whether it accepted the Dockerfile. */
    record Build(String output) {

        /** A build may fail for other reasons: there is no shell in the image. */
        boolean isRejected() {
            return output.contains("failed to solve with frontend");
        }
    }

    Build build(Path context) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(List.of(
                        CLIENT.toString(),
                        "build",
                        "--no-cache",
                        "--network=none",
                        "--progress=plain",
                        context.toString()))
                .redirectErrorStream(true);
        builder.environment().put("DOCKER_BUILDKIT", "1");
        builder.environment().put("DOCKER_HOST", "unix://" + directory + "/socket");
        var build = builder.start();
        var output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        build.waitFor();
        return new Build(output);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
        new ProcessBuilder("umount", directory + "/run/netns/default")
                .start()
                .onExit()
                .join();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
