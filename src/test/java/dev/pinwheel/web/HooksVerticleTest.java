package dev.pinwheel.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.web.hook.Chosen;
import dev.pinwheel.web.hook.Door;
import dev.pinwheel.web.hook.GitRepositories;
import dev.pinwheel.web.hook.Hook;
import dev.pinwheel.web.hook.Intake;
import dev.pinwheel.web.hook.Noting;
import dev.pinwheel.web.hook.Proof;
import dev.pinwheel.web.hook.Quay;
import dev.pinwheel.web.hook.Scope;
import dev.pinwheel.web.hook.SharedSecret;
import dev.pinwheel.web.hook.Tally;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The door on the wire, spoken to by hand so that it can be spoken to badly. */
@Timeout(60)
class HooksVerticleTest {

    private static final String SECRET = "correct-horse-battery";
    private static final String QUAY = "{\"repository\":\"acme/base\",\"updated_tags\":[\"1\"]}";
    private static final DoorLimits LIMITS = DoorLimits.ORDINARY.withBodyBytes(1_024);

    private final Vertx vertx = Vertx.vertx();
    private final List<Event> told = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Recorded<?> record(Event event) {
        told.add(event);
        return new Recorded<>(told.size(), event);
    }

    private int open(DoorLimits limits) {
        var clock = Clock.systemUTC();
        var scope = new Scope("quay.io");
        var proof = new Proof.InPath(new SharedSecret(SECRET));
        var hook = new Hook("quay", new Quay(scope), proof, Optional.of(scope), Intake.of(1_000, clock));
        var noting = new Noting(new Chosen(any -> true), new GitRepositories(Map.of()), this::record, clock);
        var verticle = new HooksVerticle(new Door(List.of(hook), noting, new Tally()), limits, "127.0.0.1", 0);
        vertx.deployVerticle(verticle).await();
        return verticle.address().getPort();
    }

    /** Sends these bytes and reads until the door closes the connection. */
    private static String talk(int port, String... parts) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            for (var part : parts) {
                socket.getOutputStream().write(part.getBytes(UTF_8));
                socket.getOutputStream().flush();
            }
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static String head(String line, String... headers) {
        return line + " HTTP/1.1\r\nHost: door\r\n" + String.join("", headers) + "\r\n";
    }

    private static String length(int bytes) {
        return "Content-Type: application/json\r\nContent-Length: " + bytes + "\r\n";
    }

    private static String post(String body) {
        return head("POST /hooks/quay/" + SECRET, length(body.length())) + body;
    }

    @Test
    void anAuthenticMessageIsNotedAndTheConnectionClosed() throws Exception {
        var answer = talk(open(LIMITS), post(QUAY));

        assertTrue(answer.startsWith("HTTP/1.1 202 "), answer);
        assertTrue(answer.endsWith("{\"noted\":1,\"left\":[]}"), answer);
        assertEquals(1, told.size());
    }

    @Test
    void aBodyInChunksIsABody() throws Exception {
        var chunked = head(
                "POST /hooks/quay/" + SECRET, "Content-Type: application/json\r\n", "Transfer-Encoding: chunked\r\n");
        var half = QUAY.length() / 2;

        var answer = talk(
                open(LIMITS),
                chunked + Integer.toHexString(half) + "\r\n" + QUAY.substring(0, half) + "\r\n",
                Integer.toHexString(QUAY.length() - half) + "\r\n" + QUAY.substring(half) + "\r\n0\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 202 "), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /hooks/quay/x, 405",
        "PUT /hooks/quay/x, 405",
        "POST /hooks/nobody, 404",
        "POST /hooks/, 404",
        "POST /, 404",
        "POST /hooks/quay/guess, 401",
        "POST /hooks/quay, 401",
        "OPTIONS /hooks/quay/guess, 401"
    })
    void anythingElseIsRefused(String line, int status) throws Exception {
        var answer = talk(open(LIMITS), head(line, length(2)), "{}");

        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertEquals(List.of(), told);
    }

    @Test
    void aRefusalDoesNotRepeatThePath() throws Exception {
        var answer = talk(open(LIMITS), head("POST /hooks/quay/almost-the-secret", length(2)), "{}");

        assertFalse(answer.contains("almost-the-secret"), answer);
    }

    @Test
    void aSenderOfABodyThatIsAnnouncedTooLargeHearsSoAfterAll() throws Exception {
        var body = " ".repeat(4_000_000);
        var answer = talk(open(LIMITS), head("POST /hooks/quay/" + SECRET, length(body.length())) + body);

        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    }

    @Test
    void aBodyThatTurnsOutTooLargeIsNotKept() throws Exception {
        var head = head(
                "POST /hooks/quay/" + SECRET, "Content-Type: application/json\r\n", "Transfer-Encoding: chunked\r\n");
        var answer = talk(open(LIMITS), head + "800\r\n" + " ".repeat(0x800) + "\r\n0\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
        assertEquals(List.of(), told);
    }

    @Test
    void aBodyThatBreaksOffIsNoMessage() throws Exception {
        var port = open(LIMITS);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write((head("POST /hooks/quay/" + SECRET, length(QUAY.length() + 1)) + QUAY).getBytes(UTF_8));
            socket.shutdownOutput();
            var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertFalse(answer.startsWith("HTTP/1.1 2"), answer);
        }

        assertEquals(List.of(), told);
    }

    @Test
    void whoeverIsSlowIsCutOffInItsHeadersAndInItsBody() throws Exception {
        var port = open(LIMITS.withTime(Duration.ofMillis(300)));

        assertEquals("", talk(port, "POST /hooks/quay/" + SECRET + " HTTP/1.1\r\nHost: d"));
        assertEquals("", talk(port, head("POST /hooks/quay/" + SECRET, length(QUAY.length())), "{"));
        assertEquals("", talk(port, ""));
        assertEquals(List.of(), told);
    }

    @Test
    void headersHaveALimit() throws Exception {
        var answer = talk(open(LIMITS), head("POST /hooks/quay/" + SECRET, "X: " + "x".repeat(20_000) + "\r\n"));

        assertTrue(answer.startsWith("HTTP/1.1 431 "), answer);
    }

    @Test
    void connectionsHaveALimitAndComeFreeAgain() throws Exception {
        var port = open(LIMITS.withConnections(1, 1));
        try (var first = new Socket(InetAddress.getLoopbackAddress(), port)) {
            first.getOutputStream().write("POST".getBytes(UTF_8));
            first.getOutputStream().flush();
            assertEquals("", refusedOrEmpty(port));
        }

        assertTrue(eventually(port).startsWith("HTTP/1.1 202 "));
    }

    @Test
    void oneAddressHasNoMoreThanItsShareOfTheConnections() throws Exception {
        var port = open(LIMITS.withConnections(4, 2));
        try (var first = new Socket(InetAddress.getLoopbackAddress(), port);
                var second = new Socket(InetAddress.getLoopbackAddress(), port)) {
            first.getOutputStream().write("POST".getBytes(UTF_8));
            second.getOutputStream().write("POST".getBytes(UTF_8));

            assertEquals("", refusedOrEmpty(port));

            try (var other =
                    new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.ofLiteral("127.0.0.2"), 0)) {
                other.getOutputStream().write(post(QUAY).getBytes(UTF_8));
                var answer = new String(other.getInputStream().readAllBytes(), UTF_8);
                assertTrue(answer.startsWith("HTTP/1.1 202 "), answer);
            }
        }
    }

    private static String refusedOrEmpty(int port) {
        try {
            return talk(port, post(QUAY));
        } catch (IOException e) {
            return "";
        }
    }

    /** The door hears of a closed connection soon, but not at once. */
    private static String eventually(int port) {
        var answer = refusedOrEmpty(port);
        while (answer.isEmpty()) {
            answer = refusedOrEmpty(port);
        }
        return answer;
    }
}
