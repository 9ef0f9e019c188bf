package dev.pinwheel.witness.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.journal.Journals;
import dev.pinwheel.ledger.AddCheckpoint;
import dev.pinwheel.ledger.Cosigners;
import dev.pinwheel.witness.Cosigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HttpCosignerTest {

    @TempDir
    private Path data;

    @Test
    void aWitnessThatBeginsToAnswerAndStallsIsGivenUp() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var client = HttpClient.newHttpClient();
                var journal = Journals.open(data)) {
            var ended = CompletableFuture.supplyAsync(() -> answerHalf(server), Thread::startVirtualThread);
            var cosigner = new HttpCosigner(
                    "team-b",
                    Cosigners.make("witness.example.org/w1").verifier(),
                    "http://127.0.0.1:" + server.getLocalPort(),
                    client,
                    Duration.ofSeconds(1));

            var answer = cosigner.ask(AddCheckpoint.of(0, journal.publish(), journal.entries()));

            var refused = assertInstanceOf(Cosigner.Answer.Refused.class, answer);
            assertTrue(refused.reason().contains("did not answer within 1 seconds"), refused.reason());
            assertEquals(-1, ended.join(), "the connection is let go");
        }
    }

    @Test
    void onlyAWitnessThatNobodyCanSpeakForIsBelieved() {
        assertTrue(isBelieved("https://witness.example.org/"));
        assertTrue(isBelieved("http://127.0.0.1:8080"));
        assertTrue(isBelieved("http://localhost/w"));
        assertTrue(isBelieved("http://[::1]:8080/w"));
        assertFalse(isBelieved("http://witness.example.org/"));
        assertFalse(isBelieved("http://127.0.0.1.example.org/"));
    }

    private static boolean isBelieved(String url) {
        try (var client = HttpClient.newHttpClient()) {
            var key = Cosigners.make("witness.example.org/w1").verifier();
            return new HttpCosigner("team-b", key, url, client).isBelieved();
        }
    }

    /** Sends the head of an answer and no body; returns when the asker hangs up. */
    private static int answerHalf(ServerSocket server) {
        try (var asked = server.accept()) {
            asked.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var read = 0;
            while (read >= 0) {
                read = asked.getInputStream().read(new byte[4_096]);
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
