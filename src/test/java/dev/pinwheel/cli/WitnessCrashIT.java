package dev.pinwheel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.Main;
import dev.pinwheel.ledger.CosignerKey;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SampleLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real command, killed with SIGKILL while it answers, never forgets what it cosigned. */
class WitnessCrashIT {

    private static final int ROUNDS = 6;
    private static final SampleLog LOG = SampleLog.of("ledger.example.com/a");

    @TempDir
    private Path data;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final HttpClient client = HttpClient.newHttpClient();
    private String key = "";
    private int cosigned;

    @Test
    void whatWasCosignedIsRememberedAfterEveryKill() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var process = start();
            try {
                var address = address(process);
                checkMemory(address);
                growUntilKilled(process, address, 1 + random.nextInt(20));
            } finally {
                process.destroyForcibly();
                assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            }
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "witness",
                        "--data=" + data,
                        "--name=witness.example.org/w1",
                        "--log=" + LOG.key().verifier(),
                        "--port=0"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Where it listens; its key is the same each time. */
    private URI address(Process process) throws IOException {
        var lines = process.inputReader();
        var first = String.valueOf(lines.readLine()).replace("verifier key: ", "");
        assertTrue(key.isEmpty() || key.equals(first), first);
        key = first;
        var second = String.valueOf(lines.readLine());
        return URI.create(second.replace("listening on ", ""));
    }

    /** It has at least what it answered; a request under way when it was killed may have been kept too. */
    private void checkMemory(URI address) throws Exception {
        var answer = ask(address, 0, cosigned + 1).join();
        var known = answer.statusCode() == 200
                ? cosigned + 1
                : Integer.parseInt(answer.body().strip());
        assertTrue(known == cosigned || known == cosigned + 1, known + " after " + cosigned + seeded());
        assertTrue(cosigned == 0 || answer.statusCode() == 409, "it forgot" + seeded());
        cosigned = known;
    }

    private void growUntilKilled(Process process, URI address, int steps) throws Exception {
        for (var step = 0; step < steps; step++) {
            var answer = ask(address, cosigned, cosigned + 1).join();
            assertEquals(200, answer.statusCode(), answer.body() + seeded());
            cosigned++;
            var line = Note.Signature.parse(answer.body().strip());
            var note = LOG.signed(cosigned).with(List.of(line)).note();
            assertEquals(Note.Standing.VERIFIED, note.check(CosignerKey.parse(key)), seeded());
        }
        var last = ask(address, cosigned, cosigned + 1);
        process.destroyForcibly();
        if (last.handle((answer, failure) -> failure == null).join()) {
            cosigned++;
        }
    }

    private CompletableFuture<HttpResponse<String>> ask(URI address, int old, int size) {
        var request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(LOG.request(old, size).toString()))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private String seeded() {
        return " (seed " + seed + ")";
    }
}
