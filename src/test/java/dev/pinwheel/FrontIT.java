package dev.pinwheel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.ConfigurationFile;
import dev.pinwheel.config.Environment;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.sql.HangingProxy;
import dev.pinwheel.journal.sql.PostgresqlServer;
import dev.pinwheel.web.Vitals;
import dev.pinwheel.web.hook.Tally;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that stands by, whose PostgreSQL hangs. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FrontIT {

    private static final Duration PROMPT = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    private Configuration configuration(String address) throws Exception {
        port = ServingProcess.freePort();
        return ConfigurationFile.read(
                Files.writeString(
                        folder.resolve("pinwheel.yaml"), """
                        data: %s
                        repositories: [{url: /nowhere}]
                        registries: [{host: registry.example.com}]
                        ledger: {database: '%s', password: {env: PASSWORD}}
                        scanner: {database: %s}
                        http: {port: %d}
                        """.formatted(folder.resolve("data"), address, folder, port)),
                new Environment(Map.of("PASSWORD", PostgresqlServer.PASSWORD)));
    }

    private HttpRequest request(String path, Duration patience) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(patience)
                .build();
    }

    private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        return client.send(request(path, PROMPT), BodyHandlers.ofString());
    }

    @Test
    void healthIsAnsweredWhileTheDatabaseHangs() throws Exception {
        try (var server = PostgresqlServer.start()) {
            var address = server.newDatabase();
            try (var journal = Journals.open(folder.resolve("data"), PostgresqlServer.ledger(address))) {
                Journals.recordCycles(journal, 0, 300);
            }
            try (var proxy = HangingProxy.before(address);
                    var front =
                            new Front(configuration(proxy.through(address)), new Vitals(new Tally()), () -> false)) {
                front.open();
                assertEquals(200, ask("/log/checkpoint").statusCode());
                proxy.hang(true);
                var waiting = IntStream.range(0, 8)
                        .mapToObj(number -> number % 2 == 0 ? "/log/tile/0/000" : "/audit/questions/ledger-verified")
                        .map(path -> client.sendAsync(request(path, Duration.ofMinutes(1)), BodyHandlers.discarding()))
                        .toArray(CompletableFuture<?>[]::new);

                for (var round = 0; round < 20; round++) {
                    assertEquals(200, ask("/healthz").statusCode());
                    assertEquals(503, ask("/readyz").statusCode());
                }

                assertFalse(CompletableFuture.allOf(waiting).isDone());
                assertTrue(ask("/metrics").body().contains("pinwheel_state"));
            }
        }
    }
}
