package dev.pinwheel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.web.hook.Tally;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthVerticleTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx, (event, failure) -> {});

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void saysThatItLivesAndWhatTheLastCycleDid() throws Exception {
        var port = freePort();
        bus.record(event -> new Recorded<>(1, event)).await();
        vertx.deployVerticle(new HealthVerticle(bus, new Tally(), "127.0.0.1", port))
                .await();

        assertEquals("none", health(port).getString("lastCycle"));
        bus.tell(new CycleCompleted(NOON, NOON, 1, 1, 0, 0));
        bus.tell(new StepFailed(NOON, "CandidateFound", "x", "no disk"));
        bus.awaitQuiet();

        assertEquals(
                new JsonObject()
                        .put("status", "ok")
                        .put("lastCycle", NOON.toString())
                        .put("failedSteps", 1)
                        .put("hooks", new JsonObject()),
                health(port));
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
