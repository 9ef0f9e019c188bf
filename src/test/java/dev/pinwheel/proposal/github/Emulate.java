package dev.pinwheel.proposal.github;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The npm program {@code emulate}: GitHub's users, repositories, pull requests, labels and Apps, with state. */
final class Emulate implements AutoCloseable {

    private final Process process;
    private final URI address;

    private Emulate(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it for who reaches it under {@code publicAddress}, with one private repository and one App. */
    static Emulate start(Path directory, URI publicAddress, String token, String appKey) throws IOException {
        var seed = directory.resolve("seed.json");
        new ObjectMapper().writeValue(seed.toFile(), seed(token, appKey));
        var port = freePort();
        var process = new ProcessBuilder(
                        Program.installed("emulate").toString(),
                        "start",
                        "--service",
                        "github",
                        "--port",
                        String.valueOf(port),
                        "--base-url",
                        publicAddress.toString(),
                        "--seed",
                        seed.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("emulate.log").toFile())
                .start();
        var emulate = new Emulate(process, URI.create("http://127.0.0.1:" + port));
        emulate.awaitListening(directory.resolve("emulate.log"));
        return emulate;
    }

    /** An unknown token is the first user's; so the first user is one who may nothing. */
    private static Map<String, Object> seed(String token, String appKey) {
        var rights = Map.of("contents", "write", "pull_requests", "write", "issues", "write", "metadata", "read");
        var installation = Map.of(
                "installation_id", 100, "account", "pinwheel", "repository_selection", "all", "permissions", rights);
        var app = Map.of(
                "app_id",
                12345,
                "slug",
                "pinwheel",
                "name",
                "Pinwheel",
                "private_key",
                appKey,
                "permissions",
                rights,
                "installations",
                List.of(installation));
        var github = Map.of(
                "users", List.of(Map.of("login", "nobody"), Map.of("login", "pinwheel")),
                "repos", List.of(Map.of("owner", "pinwheel", "name", "app", "private", true)),
                "apps", List.of(app));
        return Map.of(
                "tokens",
                Map.of(token, Map.of("login", "pinwheel", "scopes", List.of("repo", "user"))),
                "github",
                github);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening(Path log) throws IOException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!isListening()) {
            if (hasEnded(50) || System.nanoTime() > end) {
                close();
                throw new IOException("emulate did not start: " + Files.readString(log));
            }
        }
    }

    private boolean isListening() throws IOException {
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    private boolean hasEnded(long millisToWait) {
        try {
            return process.waitFor(millisToWait, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
        if (!hasEnded(5_000)) {
            process.destroyForcibly();
        }
    }
}
