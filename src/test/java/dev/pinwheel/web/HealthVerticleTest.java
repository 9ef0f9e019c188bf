package dev.pinwheel.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.web.hook.Tally;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthVerticleTest {

    private static final CycleCompleted NEVER = new CycleCompleted(Instant.EPOCH, Instant.EPOCH, 0, 0, 0, 0);
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final Vitals vitals = new Vitals(new Tally());

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private int deployed() throws Exception {
        var port = freePort();
        vertx.deployVerticle(new HealthVerticle(vitals, "127.0.0.1", port)).await();
        return port;
    }

    @Test
    void saysThatItLivesAndWhatTheLastCycleDid() throws Exception {
        var port = deployed();
        vitals.is(new Standing.Leading(NOON));

        assertEquals("none", health(port).getString("lastCycle"));
        vitals.hear(new CycleCompleted(NOON, NOON, 1, 1, 0, 0));
        vitals.hear(new StepFailed(NOON, "CandidateFound", "x", "no disk"));

        assertEquals(
                new JsonObject()
                        .put("status", "ok")
                        .put("ready", true)
                        .put("state", "leading")
                        .put("since", NOON.toString())
                        .put("lastCycle", NOON.toString())
                        .put("failedSteps", 1)
                        .put("hooks", new JsonObject()),
                health(port));
        assertEquals(200, get(port, "/readyz").statusCode());
    }

    @Test
    void isAnsweredWhileTheDatabaseBehindThePublishedLogHangs() throws Exception {
        var port = freePort();
        var hanging = new CountDownLatch(1);
        var published = new PublishedLog(new LogDirectory(Path.of("nowhere")), () -> hangingOn(hanging));
        var health = new HealthVerticle(vitals, "127.0.0.1", port).also(published::mount);
        vertx.deployVerticle(health, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        var client = WebClient.create(vertx);
        var asked = IntStream.range(0, 5)
                .mapToObj(number ->
                        client.get(port, "127.0.0.1", "/log/checkpoint").send())
                .toList();

        Future.any(asked).await();

        var refused = asked.stream().filter(Future::isComplete).findFirst().orElseThrow();
        assertEquals(503, refused.result().statusCode());
        assertEquals("no-store", refused.result().getHeader("Cache-Control"));
        assertEquals(200, get(port, "/healthz").statusCode());
        assertEquals(503, get(port, "/readyz").statusCode());
        var waiting = asked.stream().filter(answer -> answer != refused).toList();
        assertTrue(waiting.stream().noneMatch(Future::isComplete));
        hanging.countDown();
        for (var answer : waiting) {
            assertEquals(500, answer.await().statusCode());
            assertEquals("no-store", answer.await().getHeader("Cache-Control"));
        }
        assertEquals(500, get(port, "/log/tile/0/000").statusCode());
    }

    private static Optional<Entries> hangingOn(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
            throw new JournalException("the database went away");
        } catch (InterruptedException e) {
            throw new JournalException("interrupted", e);
        }
    }

    @Test
    void aConnectionOnWhichNothingIsAskedIsClosed() throws Exception {
        var port = freePort();
        var limits = new FrontLimits(8, 8, Duration.ofSeconds(2), Duration.ofSeconds(30));
        vertx.deployVerticle(new HealthVerticle(vitals, "127.0.0.1", port, limits))
                .await();

        for (var asked : List.of("", "GET /hea", "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(asked.getBytes(UTF_8));
                var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
                assertEquals(asked.endsWith("\n"), answer.startsWith("HTTP/1.1 200 "), answer);
            }
        }
    }

    @Test
    void anAnswerThatTakesLongerThanAnIdleConnectionMayIsGiven() throws Exception {
        var port = freePort();
        var limits = new FrontLimits(8, 8, Duration.ofSeconds(2), Duration.ofSeconds(30));
        var health = new HealthVerticle(vitals, "127.0.0.1", port, limits).also(router -> router.get("/slow")
                .handler(request ->
                        vertx.setTimer(4_000, due -> request.response().end("done"))));
        vertx.deployVerticle(health).await();

        assertEquals("done", get(port, "/slow").bodyAsString());
    }

    @Test
    void anAnswerThatNobodyReadsIsCutOff() throws Exception {
        var port = freePort();
        var limits = new FrontLimits(8, 8, Duration.ofSeconds(30), Duration.ofMillis(300));
        var health = new HealthVerticle(vitals, "127.0.0.1", port, limits)
                .also(router -> router.get("/never").handler(request -> vitals.hear(NEVER)));
        vertx.deployVerticle(health).await();

        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("GET /never HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void onlyALeaderIsReady() throws Exception {
        var port = deployed();
        for (var standing : List.of(
                new Standing.Starting(), new Standing.StandingBy("another"), new Standing.ReadOnly("why", "what"))) {
            vitals.is(standing);

            assertEquals(200, get(port, "/healthz").statusCode());
            var ready = get(port, "/readyz");
            assertEquals(503, ready.statusCode());
            assertEquals(standing.word(), ready.bodyAsJsonObject().getString("state"));
        }
    }

    @Test
    void aReadOnlyNodeSaysWhyAndWhatToDo() throws Exception {
        var port = deployed();
        vitals.is(new Standing.ReadOnly("the disk is full", "free some"));

        var health = health(port);
        assertEquals("the disk is full", health.getString("reason"));
        assertEquals("free some", health.getString("next"));
        var metrics = get(port, "/metrics").bodyAsString();
        assertTrue(metrics.contains("pinwheel_state{state=\"read-only\"} 1\n"), metrics);
        assertTrue(metrics.contains("pinwheel_state{state=\"leading\"} 0\n"), metrics);
    }

    private HttpResponse<Buffer> get(int port, String path) {
        return WebClient.create(vertx).get(port, "127.0.0.1", path).send().await();
    }

    private JsonObject health(int port) {
        return WebClient.create(vertx)
                .get(port, "127.0.0.1", "/healthz")
                .send()
                .await()
                .bodyAsJsonObject();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
