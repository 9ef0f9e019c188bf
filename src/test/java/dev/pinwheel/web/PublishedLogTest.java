package dev.pinwheel.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.TilePath;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PublishedLogTest {

    private static final int AT_ONCE = 16;

    @TempDir
    private Path data;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private String address = "";
    private String crowded = "";

    @SuppressWarnings("NullAway.Init")
    private Journal journal;

    @BeforeEach
    void serve() {
        journal = Journals.open(data);
        Journals.recordCycles(journal, 0, 300);
        journal.publish();
        var log = new LogDirectory(data.resolve("log"));
        var router = Router.router(vertx);
        new PublishedLog(log).mount(router);
        address = listen(router);
        var crowd = Router.router(vertx);
        var missing = new CountDownLatch(AT_ONCE);
        crowd.route().handler(context -> {
            missing.countDown();
            context.next();
        });
        new PublishedLog(log, () -> afterAll(missing)).mount(crowd);
        crowded = listen(crowd);
    }

    private String listen(Router router) {
        var server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();
        return "http://127.0.0.1:" + server.actualPort() + "/log/";
    }

    /** Nobody is answered before all have asked. */
    private static Optional<Entries> afterAll(CountDownLatch missing) {
        try {
            assertTrue(missing.await(30, TimeUnit.SECONDS));
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        client.close();
        vertx.close().await();
        journal.close();
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address + path)));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void theCheckpointIsAskedForAnew() throws Exception {
        var first = get("checkpoint");

        assertEquals(200, first.statusCode());
        assertEquals("no-cache", header(first, "Cache-Control"));
        assertEquals("text/plain; charset=utf-8", header(first, "Content-Type"));
        assertEquals(
                Note.Standing.VERIFIED, SignedCheckpoint.parse(first.body()).check(journal.key()));
        var known = HttpRequest.newBuilder(URI.create(address + "checkpoint"))
                .header("If-None-Match", header(first, "ETag"));
        var unchanged = send(known);
        assertEquals(304, unchanged.statusCode());
        assertEquals(0, unchanged.body().length);
        Journals.recordCycles(journal, 300, 301);
        journal.publish();
        var changed = send(known);
        assertEquals(200, changed.statusCode());
        assertNotEquals(header(first, "ETag"), header(changed, "ETag"));
    }

    @Test
    void everyTileOfTheCheckpointIsThereForEver() throws Exception {
        for (var path : TilePath.between(0, 301)) {
            var response = get(path.toString());

            assertEquals(200, response.statusCode(), path.toString());
            assertEquals("public, max-age=31536000, immutable", header(response, "Cache-Control"));
            assertEquals("application/octet-stream", header(response, "Content-Type"));
            assertArrayEquals(Files.readAllBytes(data.resolve("log/" + path)), response.body());
        }
    }

    @Test
    void headSaysHowLongATileIs() throws Exception {
        var response =
                send(HttpRequest.newBuilder(URI.create(address + "tile/0/000")).HEAD());

        assertEquals(200, response.statusCode());
        assertEquals("8192", header(response, "Content-Length"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile/0/999",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/00/000",
                "tile/0/0",
                "tile/entries/../../checkpoint",
                "tile/0/000/",
                "%74ile/0/000",
                "..%2Fledger.key",
                "../ledger.key",
                "ledger.key",
                "checkpoint/",
                "checkpoint.cosigned"
            })
    void whatIsNotPublishedIsNotFoundAndNotCached(String path) throws Exception {
        var response = get(path);

        assertEquals(404, response.statusCode());
    }

    @Test
    void aTileThatIsNotThereYetIsNotRememberedAsMissing() throws Exception {
        assertEquals("no-store", header(get("tile/0/001.p/46"), "Cache-Control"));
        Journals.recordCycles(journal, 300, 301);
        journal.publish();

        assertEquals(200, get("tile/0/001.p/46").statusCode());
    }

    @Test
    void whatCannotBeReadIsAnErrorThatNobodyKeeps() throws Exception {
        Files.write(data.resolve("log/checkpoint"), new byte[Note.MAX_LENGTH + 1]);

        var response = get("checkpoint");

        assertEquals(500, response.statusCode());
        assertEquals("no-store", header(response, "Cache-Control"));
        assertEquals("", header(response, "ETag"));
    }

    @Test
    void whoAsksForManyTilesAtOnceGetsThemAll() {
        var asked = IntStream.range(0, AT_ONCE)
                .mapToObj(number -> HttpRequest.newBuilder(URI.create(crowded + "tile/0/000"))
                        .build())
                .map(request -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                .toList();

        assertEquals(
                Collections.nCopies(AT_ONCE, 200),
                asked.stream().map(answer -> answer.join().statusCode()).toList());
    }

    @Test
    void theNameOfTheLogAloneIsNotFound() throws Exception {
        var alone = address.substring(0, address.length() - 1);

        assertEquals(404, send(HttpRequest.newBuilder(URI.create(alone))).statusCode());
    }

    @Test
    void nothingIsWrittenThroughIt() throws Exception {
        var post = HttpRequest.newBuilder(URI.create(address + "checkpoint"))
                .POST(HttpRequest.BodyPublishers.ofString("x"));

        assertEquals(405, send(post).statusCode());
    }
}
