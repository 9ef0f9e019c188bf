package dev.pinwheel.proposal.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.proposal.ForgeException;
import dev.pinwheel.proposal.Proposal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server may answer that is no answer. */
class GitHubServerTest {

    private static final Proposal PROPOSAL = new Proposal(
            new Candidate(new Source("app"), Watch.parse("a:1"), List.of(), Digest.of("b".getBytes(UTF_8))),
            "pinwheel/a",
            "main",
            "0123456789".repeat(4),
            Map.of(),
            "m",
            Instant.EPOCH,
            "t",
            "text",
            Optional.empty(),
            false);

    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    HttpServer server;
    GitHubServer github;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        github = new GitHubServer(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v3/"));
    }

    @AfterEach
    void stop() {
        github.close();
        server.stop(0);
    }

    private void answering(int status, Map<String, String> headers, String body) {
        server.createContext("/", exchange -> {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            headers.forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(status, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
    }

    private String failure() {
        var forge = new GitHubForge(github, () -> "ghp_x", RepositoryName.parse("team/app"));
        return String.valueOf(assertThrows(ForgeException.class, () -> forge.propose(PROPOSAL))
                .getMessage());
    }

    @Test
    void failsAtTheRateLimitInsteadOfWaiting() {
        answering(
                403,
                Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Limit", "60", "X-RateLimit-Reset", "4102444800"),
                "{\"message\":\"API rate limit exceeded\"}");

        var message = failure();

        assertTrue(message.contains("rate limit is used up until epoch second 4102444800"), message);
    }

    @Test
    void failsWhereGitHubAsksForFewerRequests() {
        answering(403, Map.of("Retry-After", "3600"), "{\"message\":\"You have exceeded a secondary rate limit\"}");

        var message = failure();

        assertTrue(message.contains("wait 3600 seconds"), message);
    }

    @Test
    void endsWhatIsUnderWayWhenItIsClosed() {
        server.createContext("/", exchange -> github.close());

        assertTimeoutPreemptively(Duration.ofSeconds(20), this::failure);

        var later = assertTimeoutPreemptively(Duration.ofSeconds(20), this::failure);
        assertTrue(later.contains("closed"), later);
    }

    @Test
    void followsNoRedirect() {
        answering(301, Map.of("Location", "http://127.0.0.1:1/elsewhere"), "{}");

        var message = failure();

        assertTrue(message.contains("was answered 301; if the repository was renamed"), message);
    }

    @Test
    void takesNoAnswerThatIsNoJson() {
        answering(200, Map.of(), "<html>Proxy says no</html>");

        assertTrue(failure().startsWith("tried to propose branch pinwheel/a of team/app on 127.0.0.1 but "));
    }

    @Test
    void saysThatNobodyListens() {
        server.stop(0);

        assertTrue(failure().contains("GET http://127.0.0.1:"), this::failure);
    }

    @Test
    void sendsTheTokenInTheHeaderOnly() {
        answering(404, Map.of(), "{\"message\":\"Not Found\"}");

        failure();

        assertEquals("Bearer ghp_x", authorizations.getFirst());
    }
}
