package dev.pinwheel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@code pinwheel serve} in a process of its own, and what it says. */
final class ServingProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final List<String> heard = new ArrayList<>();
    private final Process process;
    private final int port;

    private ServingProcess(Process process, int port) {
        this.process = process;
        this.port = port;
        Thread.ofVirtual().start(() -> read(process.errorReader(UTF_8)));
    }

    /**
     * A service that begins.
     *
     * @param port where it answers over HTTP
     * @param meddler a program with its arguments that runs it, if any
     */
    static ServingProcess start(Path configuration, int port, String... meddler) throws IOException {
        var line = new ArrayList<>(List.of(meddler));
        line.addAll(command("serve", configuration));
        return new ServingProcess(
                new ProcessBuilder(line)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start(),
                port);
    }

    static List<String> command(String name, Path configuration) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.pinwheel.Main",
                name,
                "--config",
                configuration.toString());
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void read(BufferedReader lines) {
        lines.lines().forEach(said::add);
        said.add("it ended");
    }

    /** Waits until it says something like this. */
    String awaitLine(String part) throws InterruptedException {
        while (true) {
            var line = said.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (line == null) {
                return fail("it never said: " + part + "; it said " + heard);
            }
            heard.add(line);
            if (line.contains(part)) {
                return line;
            }
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    JsonObject health() throws IOException, InterruptedException {
        return new JsonObject(get("/readyz").body());
    }

    HttpResponse<String> post(int hooks, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hooks + path))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Sends it a signal, as {@code kill} does. */
    void signal(String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertTrue(kill.waitFor(10, TimeUnit.SECONDS) && kill.exitValue() == 0, name);
    }

    int awaitEnd() throws InterruptedException {
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it goes on");
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        client.close();
    }
}
