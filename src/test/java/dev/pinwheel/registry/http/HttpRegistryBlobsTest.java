package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution;
import dev.pinwheel.registry.Resolution.Invalid;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.Resolution.Unreachable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpRegistryBlobsTest {

    private static final HostSettings SETTINGS = HostSettings.DEFAULT.withPlainHttp();
    private static final byte[] BLOB = blob();
    private static final Descriptor LAYER = new Descriptor("any/thing", Digest.of(BLOB), BLOB.length);

    private final Vertx vertx = Vertx.vertx();
    private LoopbackRegistry server;
    private HttpRegistry registry;
    private Watch watch;

    @BeforeEach
    void start() {
        server = new LoopbackRegistry(vertx);
        watch = server.watch("team/base", "1");
        server.push(watch, ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));
        server.push(watch.repository(), BLOB);
        registry = waiting(SETTINGS);
    }

    private HttpRegistry waiting(HostSettings settings) {
        return new HttpRegistry(vertx, Map.of(server.host(), settings), Keychain.empty(), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private static byte[] blob() {
        var blob = new byte[100_000];
        new Random(7).nextBytes(blob);
        return blob;
    }

    private byte[] read() throws IOException {
        try (var stream = registry.blob(watch.repository(), LAYER)) {
            return stream.readAllBytes();
        }
    }

    private List<String> ranges() {
        return server.requests().stream()
                .map(request -> String.valueOf(request.getHeader("Range")))
                .toList();
    }

    private RegistryException blobFailure() {
        return assertThrows(RegistryException.class, () -> {
            try (var stream = registry.blob(watch.repository(), LAYER)) {
                stream.readAllBytes();
            }
        });
    }

    @Test
    void failsABlobWhoseConnectionBreaks() {
        server.misbehave(request -> sendHalf(request));

        assertInstanceOf(Unreachable.class, blobFailure().failure());
    }

    private static boolean breakOff(HttpServerRequest request) {
        request.response()
                .putHeader("Content-Length", Integer.toString(BLOB.length))
                .writeHead()
                .onSuccess(written -> request.connection().close());
        return true;
    }

    @Test
    void getsOverConnectionsThatBreakBeforeTheFirstByte() throws IOException {
        server.misbehave(request -> server.requests().size() < 3 && breakOff(request));

        assertArrayEquals(BLOB, read());
        assertEquals(3, server.requests().size());
    }

    @Test
    void getsOverConnectionsThatBreakAtTheSamePlace() throws IOException {
        server.misbehave(request -> server.requests().size() < 3 && sendHalf(request));

        assertArrayEquals(BLOB, read());
        assertEquals(List.of("null", "bytes=50000-", "bytes=50000-"), ranges());
    }

    @Test
    void triesThreeTimesToGoOnWhereAConnectionBreaks() {
        server.misbehave(request -> sendHalf(request));

        assertInstanceOf(Unreachable.class, blobFailure().failure());
        assertEquals(1 + 3, server.requests().size());
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws IOException {
        server.misbehave(request -> {
            if (request.getHeader("Range") == null) {
                return sendHalf(request);
            }
            request.response().setStatusCode(206).putHeader("Content-Range", "bytes 50000-99999/100000");
            request.response().end(Buffer.buffer(BLOB).slice(50_000, 100_000));
            return true;
        });

        assertArrayEquals(BLOB, read());
        assertEquals(List.of("null", "bytes=50000-"), ranges());
    }

    @Test
    void passesWhatItHasWhereAServerSendsAllOfItAgain() throws IOException {
        server.misbehave(request -> request.getHeader("Range") == null && sendHalf(request));

        assertArrayEquals(BLOB, read());
    }

    @Test
    void doesNotTakeAnotherPartOfABlob() {
        server.misbehave(request -> {
            if (request.getHeader("Range") == null) {
                return sendHalf(request);
            }
            request.response().setStatusCode(206).putHeader("Content-Range", "bytes 0-99999/100000");
            request.response().end(Buffer.buffer(BLOB));
            return true;
        });

        assertInstanceOf(Invalid.class, blobFailure().failure());
    }

    @Test
    void hashesTheWholeOfABlobThatCameInTwoParts() {
        server.misbehave(request -> {
            if (request.getHeader("Range") == null) {
                return sendHalf(request);
            }
            request.response().setStatusCode(206).putHeader("Content-Range", "bytes 50000-99999/100000");
            request.response().end(Buffer.buffer(BLOB).slice(0, 50_000));
            return true;
        });

        assertTrue(blobFailure().failure().reason().contains("its bytes hash to"));
    }

    @Test
    void takesNoPartWhereItAskedForTheWhole() {
        server.misbehave(request -> {
            request.response().setStatusCode(206).putHeader("Content-Range", "bytes 0-99999/100000");
            request.response().end(Buffer.buffer(BLOB));
            return true;
        });

        assertInstanceOf(Invalid.class, blobFailure().failure());
    }

    @Test
    void failsABlobThatIsNotTheOneAskedFor() {
        var forged = BLOB.clone();
        forged[5]++;
        server.misbehave(request -> {
            request.response().end(Buffer.buffer(forged));
            return true;
        });

        assertInstanceOf(Invalid.class, blobFailure().failure());
    }

    @Test
    void failsABlobThatStopsComing() {
        registry = waiting(SETTINGS.withTimeout(Duration.ofMillis(300)));
        server.misbehave(request -> {
            request.response().putHeader("Content-Length", "100000").write("a beginning");
            return true;
        });

        assertInstanceOf(Unreachable.class, blobFailure().failure());
    }

    @Test
    void failsABlobThatComesDropByDrop() {
        registry = waiting(SETTINGS.withTimeout(Duration.ofSeconds(2)));
        server.misbehave(request -> {
            request.response().setChunked(true);
            vertx.setPeriodic(50, timer -> request.response().write("."));
            return true;
        });

        var failure = blobFailure().failure();

        assertTrue(failure.reason().contains("more slowly"), failure.reason());
    }

    @Test
    void readsOneBlobAfterAnotherOverFewConnections() throws IOException {
        for (var i = 0; i < 3 * SETTINGS.concurrency(); i++) {
            try (var stream = registry.blob(watch.repository(), LAYER)) {
                assertArrayEquals(BLOB, stream.readAllBytes());
            }
        }
    }

    @Test
    void givesTheTurnOfAClosedBlobToTheNext() throws IOException {
        for (var i = 0; i < 3 * SETTINGS.concurrency(); i++) {
            try (var stream = registry.blob(watch.repository(), LAYER)) {
                assertEquals(BLOB[0], (byte) stream.read());
            }
        }
    }

    @Test
    void givesUpAServerWhoseBlobDoesNotBegin() {
        registry = waiting(SETTINGS.withTimeout(Duration.ofMillis(300)));
        server.misbehave(request -> true);

        assertInstanceOf(Unreachable.class, blobFailure().failure());
    }

    private static boolean sendHalf(HttpServerRequest request) {
        request.response().putHeader("Content-Length", Integer.toString(BLOB.length));
        request.response()
                .write(Buffer.buffer(BLOB).slice(0, BLOB.length / 2))
                .onSuccess(written -> request.connection().close());
        return true;
    }

    @Test
    void answersAVerticleOnVirtualThreads() throws Exception {
        var resolved = new CompletableFuture<Resolution>();
        var read = new CompletableFuture<byte[]>();
        OnVirtualThreadsVerticle.deploy(vertx, () -> {
            resolved.complete(registry.resolve(watch));
            try (var stream = registry.blob(watch.repository(), LAYER)) {
                read.complete(stream.readAllBytes());
            } catch (IOException e) {
                read.completeExceptionally(e);
            }
        });

        assertInstanceOf(Resolved.class, resolved.get(30, TimeUnit.SECONDS));
        assertArrayEquals(BLOB, read.get(30, TimeUnit.SECONDS));
    }

    @Test
    void goesOnReadingABlobWhileTheVerticleThatAskedForItIsBusy() throws Exception {
        var read = new CompletableFuture<byte[]>();
        OnVirtualThreadsVerticle.deploy(vertx, () -> {
            try (var stream = registry.blob(watch.repository(), LAYER)) {
                read.complete(
                        CompletableFuture.supplyAsync(() -> readAll(stream)).get(30, TimeUnit.SECONDS));
            } catch (Exception e) {
                read.completeExceptionally(e);
            }
        });

        assertArrayEquals(BLOB, read.get(60, TimeUnit.SECONDS));
    }

    private static byte[] readAll(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
