package dev.pinwheel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The door of a node that does not lead. */
@Timeout(60)
class ClosedDoorVerticleTest {

    private static final String HOST = "127.0.0.1";

    private final Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeEach
    void find() throws IOException {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private void open(DoorLimits limits) {
        vertx.deployVerticle(new ClosedDoorVerticle(limits, HOST, port)).await();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(8_000);
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        socket.getOutputStream()
                .write("POST /hooks/x HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void saysThatThisNodeDoesNotLead() throws IOException {
        open(DoorLimits.ORDINARY);
        try (var sender = connect()) {
            assertTrue(answer(sender).startsWith("HTTP/1.1 503 "));
        }
    }

    @Test
    void isNotHeldOpenByWhoIsSlow() throws Exception {
        open(DoorLimits.ORDINARY.withTime(Duration.ofSeconds(1)));
        try (var slow = connect()) {
            slow.getOutputStream().write('P');
            assertEquals(-1, slow.getInputStream().read());
        }
    }

    @Test
    void letsAsManyInAsTheOpenOne() throws IOException {
        open(DoorLimits.ORDINARY.withConnections(2, 1));
        try (var first = connect()) {
            first.getOutputStream().write('P');
            try (var second = connect()) {
                assertEquals(-1, second.getInputStream().read());
            }
        }
        while (!isAnswered()) {
            Thread.onSpinWait();
        }
    }

    /** The door hears of a closed connection soon, but not at once. */
    private boolean isAnswered() {
        try (var next = connect()) {
            return answer(next).startsWith("HTTP/1.1 503 ");
        } catch (IOException turnedAway) {
            return false;
        }
    }
}
