package dev.pinwheel.proposal.github;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The npm program {@code emulate}: GitHub's users, repositories, pull requests, labels and Apps, with state. */
final class Emulate implements AutoCloseable {

    private final Process process;
    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Emulate(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** A private repository, who may write it, and an App that is installed for it. */
    record Seed(String repository, String token, String appId, String appKey) {

        /** An unknown token is the first user's; so the first user is one who may nothing. */
        Map<String, Object> json() {
            var owner = repository.substring(0, repository.indexOf('/'));
            var name = repository.substring(owner.length() + 1);
            return Map.of(
                    "tokens", Map.of(token, Map.of("login", owner, "scopes", List.of("repo", "user"))),
                    "github",
                            Map.of(
                                    "users", List.of(Map.of("login", "nobody"), Map.of("login", owner)),
                                    "repos", List.of(Map.of("owner", owner, "name", name, "private", true)),
                                    "apps", List.of(app(owner))));
        }

        private Map<String, Object> app(String owner) {
            var rights = Map.of("contents", "write", "pull_requests", "write", "issues", "write", "metadata", "read");
            var installation = Map.of(
                    "installation_id", 100, "account", owner, "repository_selection", "all", "permissions", rights);
            return Map.of(
                    "app_id",
                    Integer.parseInt(appId),
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
        }
    }

    /** Starts it for who reaches it under {@code publicAddress}, or directly. */
    static Emulate start(Path program, Path directory, Optional<URI> publicAddress, Seed seed) throws IOException {
        var seedFile = directory.resolve("seed.json");
        new ObjectMapper().writeValue(seedFile.toFile(), seed.json());
        var port = freePort();
        var address = URI.create("http://127.0.0.1:" + port);
        var options = List.of(
                "start",
                "--service",
                "github",
                "--port",
                "" + port,
                "--base-url",
                "" + publicAddress.orElse(address),
                "--seed",
                "" + seedFile);
        var log = directory.resolve("emulate.log");
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(options);
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var emulate = new Emulate(process, address);
        emulate.awaitListening(log);
        return emulate;
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

    /** Sends a request and waits for the answer. */
    HttpResponse<byte[]> ask(String method, String path, String authorization, byte[] body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        if (!hasEnded(5_000)) {
            process.destroyForcibly();
        }
    }
}
