package dev.pinwheel.dockerfile;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A Docker daemon of the test's own, without a network, that ends with the test. */
final class DockerDaemon implements RealBuilder, AutoCloseable {

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

    /** Reads the daemon's log to its end, so that the daemon never waits for a reader. */
    private boolean awaitListening() throws InterruptedException {
        var listening = new CountDownLatch(1);
        var log = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        Thread.startVirtualThread(() ->
                log.lines().filter(line -> line.contains("API listen on")).forEach(line -> listening.countDown()));
        return listening.await(1, TimeUnit.MINUTES);
    }

    @Override
    public String name() {
        return "buildkit";
    }

    @Override
    public Build build(Order order) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(CLIENT.toString(), "build"));
        line.addAll(List.of("--no-cache", "--network=none", "--progress=plain"));
        line.addAll(order.options());
        line.add(order.context().toString());
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("DOCKER_BUILDKIT", "1");
        builder.environment().put("DOCKER_HOST", "unix://" + directory + "/socket");
        var output = RealBuilder.output(builder.start());
        return new Build(output.contains("failed to solve with frontend"), output);
    }

    @Override
    public void close() throws IOException {
        process.toHandle().destroy();
        process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join();
        process.toHandle().destroyForcibly();
        process.onExit().join();
        unmount("run/netns/default");
        unmount("data");
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What a daemon leaves mounted; that there is nothing is well. */
    private void unmount(String name) throws IOException {
        new ProcessBuilder("umount", directory.resolve(name).toString())
                .redirectErrorStream(true)
                .start()
                .onExit()
                .join();
    }
}
