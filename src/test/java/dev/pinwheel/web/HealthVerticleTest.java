package dev.pinwheel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.web.hook.Tally;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthVerticleTest {

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
