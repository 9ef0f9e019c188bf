package dev.pinwheel.candidate.buildkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.candidate.RealParts;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A docker daemon of the tests' own, without any network of its own. */
final class Dockerd {

    private final Path directory;
    private final Process process;

    private Dockerd(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    static Dockerd start(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        var process = new ProcessBuilder(
                        "dockerd",
                        "--host=unix://" + directory.resolve("docker.sock"),
                        "--data-root=" + directory.resolve("data"),
                        "--exec-root=" + directory.resolve("exec"),
                        "--pidfile=" + directory.resolve("pid"),
                        "--insecure-registry=127.0.0.0/8",
                        "--iptables=false",
                        "--ip6tables=false",
                        "--bridge=none")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        var daemon = new Dockerd(directory, process);
        daemon.awaitAnswer();
        return daemon;
    }

    String host() {
        return "unix://" + directory.resolve("docker.sock");
    }

    String client(Docker docker, String... arguments) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(docker.found().program().toString(), "--host", host()));
        line.addAll(List.of(arguments));
        return RealParts.run(line);
    }

    void end() throws IOException, InterruptedException {
        process.destroy();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "dockerd does not end");
        var namespace = directory.resolve("exec").resolve("netns").resolve("default");
        if (Files.exists(namespace)) {
            RealParts.run(List.of("umount", namespace.toString()));
        }
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        var address = UnixDomainSocketAddress.of(directory.resolve("docker.sock"));
        for (var attempt = 0; attempt < 300 && process.isAlive(); attempt++) {
            try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(address);
                return;
            } catch (IOException e) {
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException("dockerd does not answer: " + Files.readString(directory.resolve("log")));
    }
}
