package dev.pinwheel.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pinwheel.event.Source;
import dev.pinwheel.proposal.github.GitHubFixture;
import dev.pinwheel.source.Change;
import dev.pinwheel.source.SourceException;
import dev.pinwheel.source.Written;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Git's own server over HTTP, with a user and a password. */
class GitHttpIT {

    private static final Source SOURCE = new Source("app");
    private static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    static Path server;

    static GitHubFixture github;

    @TempDir
    Path directory;

    String base;

    @BeforeAll
    static void start() throws IOException {
        github = GitHubFixture.start(server);
    }

    @AfterAll
    static void stop() {
        if (github != null) {
            github.close();
        }
    }

    @BeforeEach
    void commitSomething() throws IOException {
        base = github.repository().commit("main", Map.of("Dockerfile", "FROM a\n" + directory + "\n"));
    }

    private GitSources open(String url, Optional<String> password) {
        return open(url, password, Limits.DEFAULT);
    }

    private GitSources open(String url, Optional<String> password, Limits limits) {
        var credentials = password.map(secret -> new Credentials("x-access-token", () -> secret));
        var origin = new Origin(url, Optional.empty(), credentials);
        return new GitSources(directory.resolve("cache"), Map.of(SOURCE, origin), Author.PINWHEEL, limits);
    }

    private static String message(Exception failure) {
        return String.valueOf(failure.getMessage());
    }

    @Test
    void readsAndWritesWithTheRightPassword() throws IOException {
        try (var sources = open(github.repoUrl(), Optional.of(github.token()))) {
            var snapshot = sources.snapshot(SOURCE);
            var branch = "pinwheel/" + base.substring(0, 12);
            var change = new Change(
                    branch,
                    snapshot.commit(),
                    Map.of("Dockerfile", "FROM b\n".getBytes(UTF_8)),
                    "m",
                    AT,
                    Optional.empty());

            var written = sources.write(SOURCE, change);

            assertEquals(base, snapshot.commit());
            var done = assertInstanceOf(Written.Done.class, written);
            assertEquals(Optional.of(done.commit()), github.repository().head(branch));
        }
    }

    @Test
    void readsACommitThatTheBranchHasLeft() throws IOException {
        github.repository().commit("main", Map.of("Dockerfile", "FROM later\n"));
        try (var sources = open(github.repoUrl(), Optional.of(github.token()))) {
            var snapshot = sources.snapshot(SOURCE, "main", base);

            assertArrayEquals(
                    ("FROM a\n" + directory + "\n").getBytes(UTF_8),
                    snapshot.files().read("Dockerfile", 1000));
        }
    }

    @Test
    void doesNotMoveABranchThatSomebodyMade() throws IOException {
        var branch = "pinwheel/theirs-" + base.substring(0, 12);
        var theirs = github.repository().commit(branch, Map.of("notes", "mine\n"));
        try (var sources = open(github.repoUrl(), Optional.of(github.token()))) {
            var change = new Change(
                    branch, base, Map.of("Dockerfile", "FROM b\n".getBytes(UTF_8)), "m", AT, Optional.empty());

            assertInstanceOf(Written.Moved.class, sources.write(SOURCE, change));

            assertEquals(Optional.of(theirs), github.repository().head(branch));
        }
    }

    @Test
    void saysThatThePasswordIsWrongWithoutShowingIt() {
        try (var sources = open(github.repoUrl(), Optional.of("wrong-secret"))) {
            var failure = assertThrows(SourceException.class, () -> sources.snapshot(SOURCE));

            assertTrue(message(failure).contains("not authorized"), message(failure));
            assertTrue(message(failure).contains("check the user and the secret"), message(failure));
            assertFalse(message(failure).contains("wrong-secret"), message(failure));
        }
    }

    @Test
    void saysThatAPasswordIsNeeded() {
        try (var sources = open(github.repoUrl(), Optional.empty())) {
            var failure = assertThrows(SourceException.class, () -> sources.snapshot(SOURCE));

            assertTrue(message(failure).contains("configure a user and a secret"), message(failure));
        }
    }

    @Test
    void doesNotTakeThePasswordToAnotherHost() throws IOException {
        var asked = new AtomicInteger();
        var elsewhere = serve(exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
        });
        var here = serve(exchange -> {
            exchange.getResponseHeaders().add("Location", address(elsewhere) + exchange.getRequestURI());
            exchange.sendResponseHeaders(302, -1);
        });
        try (var sources = open(address(here) + "/app.git", Optional.of("secret"))) {
            var failure = assertThrows(SourceException.class, () -> sources.snapshot(SOURCE));

            assertTrue(message(failure).contains("redirects to another host"), message(failure));
            assertEquals(0, asked.get());
        } finally {
            here.stop(0);
            elsewhere.stop(0);
        }
    }

    @Test
    void doesNotWaitForASilentServer() throws IOException {
        var silent = serve(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().flush();
            exchange.getRequestBody().readAllBytes();
        });
        var impatient = new Limits(100, 1 << 20, Duration.ofSeconds(10), Duration.ofSeconds(1));
        try (var sources = open(address(silent) + "/app.git", Optional.empty(), impatient)) {
            assertThrows(SourceException.class, () -> sources.snapshot(SOURCE));
        } finally {
            silent.stop(0);
        }
    }

    @Test
    void takesNoMoreBytesThanTheLimit() throws IOException {
        github.repository().commit("main", Map.of("big", "0123456789abcdef".repeat(2_000) + directory));
        var small = new Limits(100, 200, Duration.ofSeconds(60), Duration.ofSeconds(30));
        try (var sources = open(github.repoUrl(), Optional.of(github.token()), small)) {
            var failure = assertThrows(SourceException.class, () -> sources.snapshot(SOURCE));

            assertTrue(message(failure).contains("more than 200 bytes"), message(failure));
        }
    }

    /** What a server does with a request. */
    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private static HttpServer serve(Handler handler) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler::handle);
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
