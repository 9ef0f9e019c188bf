package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution.Denied;
import dev.pinwheel.registry.Resolution.Failure;
import dev.pinwheel.registry.Resolution.Invalid;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.Resolution.Throttled;
import dev.pinwheel.registry.Resolution.Unknown;
import dev.pinwheel.registry.Resolution.Unreachable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRegistryFaultsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final HostSettings QUICK =
            HostSettings.DEFAULT.withPlainHttp().withTimeout(Duration.ofSeconds(3));
    private static final byte[] MANIFEST = "{\"schemaVersion\":2}".getBytes(UTF_8);
    private static final Digest DIGEST = Digest.of(MANIFEST);
    private static final byte[] BLOB = new byte[100_000];

    private final Vertx vertx = Vertx.vertx();
    private LoopbackRegistry server;
    private LoopbackRegistry other;
    private HttpRegistry registry;
    private Watch watch;

    @BeforeEach
    void start() {
        server = new LoopbackRegistry(vertx);
        other = new LoopbackRegistry(vertx);
        watch = server.watch("team/base", "1");
        server.push(watch, ManifestType.OCI_MANIFEST, MANIFEST);
        server.push(watch.repository(), BLOB);
        registry = new HttpRegistry(
                vertx,
                Map.of(server.host(), QUICK, other.host(), QUICK),
                Keychain.empty(),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private static boolean status(HttpServerRequest request, int status) {
        request.response().setStatusCode(status).end();
        return true;
    }

    private Failure failure() {
        var failure = assertInstanceOf(Failure.class, registry.resolve(watch));
        assertTrue(failure.reason().startsWith("tried to resolve " + watch + " but "), failure.reason());
        return failure;
    }

    @ParameterizedTest
    @CsvSource({
        "401,Denied",
        "403,Denied",
        "404,Unknown",
        "429,Throttled",
        "500,Unreachable",
        "503,Unreachable",
        "501,Unreachable",
        "400,Invalid",
        "204,Invalid",
        "304,Invalid"
    })
    void tellsWhatAStatusMeans(int status, String outcome) {
        server.misbehave(request -> status(request, status));

        assertEquals(outcome, failure().getClass().getSimpleName());
    }

    @ParameterizedTest
    @CsvSource({
        "7,PT7S",
        "'Sat, 21 Nov 2026 12:05:00 GMT',PT5M",
        "'Sat, 21 Nov 2026 11:00:00 GMT',PT0S",
        "soon,PT1M",
        "999999999,PT24H"
    })
    void waitsAsLongAsAThrottlingRegistryAsks(String retryAfter, Duration expected) {
        server.misbehave(request -> {
            request.response().putHeader("Retry-After", retryAfter);
            return status(request, 429);
        });

        assertEquals(expected, assertInstanceOf(Throttled.class, failure()).retryAfter());
    }

    @Test
    void asksAThrottlingRegistryOnce() {
        server.misbehave(request -> status(request, 429));

        failure();

        assertEquals(1, server.asked().size());
    }

    @Test
    void waitsAsLongAsAnOverloadedRegistryAsks() {
        server.misbehave(request -> {
            request.response().putHeader("Retry-After", "7");
            return status(request, 503);
        });

        assertEquals(
                Duration.ofSeconds(7),
                assertInstanceOf(Throttled.class, failure()).retryAfter());
        assertEquals(1, server.asked().size());
    }

    @Test
    void triesAFailingRegistryThreeTimes() {
        server.misbehave(request -> status(request, 500));

        failure();

        assertEquals(3, server.asked().size());
    }

    @ParameterizedTest
    @CsvSource({"1,100,200", "2,200,400"})
    void waitsALittleLongerBeforeEachTryAndNotAlwaysAsLong(int attempt, long least, long most) {
        var pauses = IntStream.range(0, 100)
                .mapToLong(time -> Endpoint.pauseMillis(attempt))
                .boxed()
                .collect(Collectors.toSet());

        assertTrue(pauses.stream().allMatch(pause -> pause >= least && pause < most), pauses::toString);
        assertTrue(pauses.size() > 10, pauses::toString);
    }

    @Test
    void getsOverAPassingFailure() {
        var asked = new AtomicInteger();
        server.misbehave(request -> asked.incrementAndGet() < 3 && status(request, 502));

        assertInstanceOf(Resolved.class, registry.resolve(watch));
    }

    @Test
    void getsOverAConnectionThatBreaks() {
        var asked = new AtomicInteger();
        server.misbehave(request -> {
            if (asked.incrementAndGet() == 1) {
                request.connection().close();
                return true;
            }
            return false;
        });

        assertInstanceOf(Resolved.class, registry.resolve(watch));
    }

    @Test
    void isUnreachableWhereNobodyListens() {
        other.close();

        assertInstanceOf(Unreachable.class, registry.resolve(other.watch("team/base", "1")));
    }

    @Test
    void sendsNothingToAHostThatIsNotAllowed() {
        var stranger = new LoopbackRegistry(vertx);

        assertInstanceOf(Denied.class, registry.resolve(stranger.watch("team/base", "1")));

        assertTrue(stranger.asked().isEmpty());
    }

    @Test
    void asksForEveryManifestTypeInOneHead() {
        registry.resolve(watch);

        assertEquals(1, server.requests().size());
        assertEquals(
                "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, "
                        + "application/vnd.docker.distribution.manifest.list.v2+json, "
                        + "application/vnd.docker.distribution.manifest.v2+json",
                server.requests().element().getHeader("Accept"));
    }

    @Test
    void hashesTheManifestWhereHeadSaysNoDigest() {
        server.misbehave(request -> send(request, "", MANIFEST));

        assertEquals(
                new Resolved(new Descriptor(ManifestType.OCI_MANIFEST.mediaType(), DIGEST, MANIFEST.length)),
                registry.resolve(watch));
    }

    @Test
    void a404OfTheApiToHeadIsBelievedWithoutAGet() {
        server.misbehave(request -> {
            request.response()
                    .setStatusCode(404)
                    .putHeader("Docker-Distribution-Api-Version", "registry/2.0")
                    .end();
            return true;
        });

        assertInstanceOf(Unknown.class, registry.resolve(watch));
        assertEquals(1, server.asked().size(), server.asked()::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 501})
    void getsTheManifestWhereHeadIsNotAnswered(int status) {
        server.misbehave(request -> request.method().name().equals("HEAD") && status(request, status));

        assertEquals(
                new Resolved(new Descriptor(ManifestType.OCI_MANIFEST.mediaType(), DIGEST, MANIFEST.length)),
                registry.resolve(watch));
    }

    @Test
    void getsTheManifestWhereHeadSaysNoMediaType() {
        server.misbehave(request -> {
            if (request.method().name().equals("HEAD")) {
                request.response()
                        .putHeader("Docker-Content-Digest", DIGEST.toString())
                        .end();
                return true;
            }
            return false;
        });

        assertEquals(
                new Resolved(new Descriptor(ManifestType.OCI_MANIFEST.mediaType(), DIGEST, MANIFEST.length)),
                registry.resolve(watch));
    }

    @Test
    void getsTheManifestWhereHeadSaysNoLength() {
        server.misbehave(request -> {
            if (request.method().name().equals("HEAD")) {
                request.response()
                        .putHeader("Content-Type", ManifestType.OCI_MANIFEST.mediaType())
                        .putHeader("Docker-Content-Digest", DIGEST.toString())
                        .putHeader("Transfer-Encoding", "chunked")
                        .end();
                return true;
            }
            return false;
        });

        assertEquals(
                new Resolved(new Descriptor(ManifestType.OCI_MANIFEST.mediaType(), DIGEST, MANIFEST.length)),
                registry.resolve(watch));
        assertEquals(2, server.asked().size());
    }

    /** A registry may name what it has by the digest that it keeps it under. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsAManifestByADigestOfAnotherAlgorithmThanTheRegistryNames(boolean isNamed) throws Exception {
        var hash = MessageDigest.getInstance("SHA-512").digest(MANIFEST);
        var digest = new Digest("sha512", HexFormat.of().formatHex(hash));
        server.misbehave(request -> send(request, isNamed ? DIGEST.toString() : "", MANIFEST));

        assertEquals(
                new Resolved(new Descriptor(ManifestType.OCI_MANIFEST.mediaType(), digest, MANIFEST.length)),
                registry.resolve(watch.repository(), digest));
    }

    @Test
    void doesNotCallAnArtifactOfOciSchema1() {
        server.misbehave(request -> {
            request.response()
                    .putHeader("Content-Type", "application/vnd.oci.artifact.manifest.v1+json")
                    .end();
            return true;
        });

        var reason = failure().reason();

        assertTrue(
                reason.contains("'application/vnd.oci.artifact.manifest.v1+json', which is no manifest that is read"),
                reason);
    }

    @Test
    void saysThatThereIsSchema1Only() {
        server.misbehave(request -> {
            request.response()
                    .putHeader("Content-Type", "application/vnd.docker.distribution.manifest.v1+prettyjws")
                    .end();
            return true;
        });

        assertTrue(
                failure().reason().contains("Docker schema 1 only"), failure().reason());
    }

    @Test
    void doesNotBelieveADigestThatTheManifestDoesNotHashTo() {
        server.misbehave(request -> request.method().name().equals("HEAD")
                ? send(request, "", MANIFEST)
                : send(request, Digest.of(BLOB).toString(), MANIFEST));

        assertInstanceOf(Invalid.class, failure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:abc", "latest", "md5:d41d8cd98f00b204e9800998ecf8427e"})
    void doesNotBelieveAMalformedDigest(String digest) {
        server.misbehave(request -> send(request, digest, MANIFEST));

        assertInstanceOf(Invalid.class, failure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/vnd.docker.distribution.manifest.v1+prettyjws", "text/html", ""})
    void refusesWhatIsNoManifest(String mediaType) {
        server.misbehave(request -> {
            request.response().putHeader("Docker-Content-Digest", DIGEST.toString());
            request.response().putHeader("Content-Type", mediaType).end();
            return true;
        });

        assertInstanceOf(Invalid.class, failure());
    }

    /** Sends a manifest, under a digest unless that is empty. */
    private static boolean send(HttpServerRequest request, String digest, byte[] manifest) {
        var response = request.response().putHeader("Content-Type", ManifestType.OCI_MANIFEST.mediaType());
        if (!digest.isEmpty()) {
            response.putHeader("Docker-Content-Digest", digest);
        }
        response.putHeader("Content-Length", Integer.toString(manifest.length));
        if (request.method().name().equals("HEAD")) {
            response.end();
        } else {
            response.end(Buffer.buffer(manifest));
        }
        return true;
    }

    private Failure manifestFailure() {
        return assertThrows(RegistryException.class, () -> registry.manifest(watch.repository(), DIGEST))
                .failure();
    }

    @Test
    void refusesAManifestThatIsNotTheOneAskedFor() {
        server.misbehave(request -> send(request, DIGEST.toString(), "{\"schemaVersion\":3}".getBytes(UTF_8)));

        assertInstanceOf(Invalid.class, manifestFailure());
    }

    @Test
    void cutsAManifestThatDoesNotEnd() throws Exception {
        var cut = new CountDownLatch(1);
        server.misbehave(request -> {
            request.connection().closeHandler(closed -> cut.countDown());
            var response = request.response().setChunked(true);
            response.putHeader("Content-Type", ManifestType.OCI_MANIFEST.mediaType());
            pour(request);
            return true;
        });

        assertInstanceOf(Invalid.class, manifestFailure());
        assertTrue(cut.await(10, TimeUnit.SECONDS));
    }

    private static void pour(HttpServerRequest request) {
        if (!request.response().closed()) {
            request.response().write(Buffer.buffer(BLOB)).onSuccess(written -> pour(request));
        }
    }

    @Test
    void isUnreachableWhenTheConnectionBreaksInAManifest() {
        server.misbehave(request -> {
            request.response().putHeader("Content-Type", ManifestType.OCI_MANIFEST.mediaType());
            return sendHalf(request, MANIFEST);
        });

        assertInstanceOf(Unreachable.class, manifestFailure());
    }

    @Test
    void getsOverAConnectionThatBreaksInAManifest() throws RegistryException {
        var asked = new AtomicInteger();
        server.misbehave(request -> {
            request.response().putHeader("Content-Type", ManifestType.OCI_MANIFEST.mediaType());
            return asked.incrementAndGet() < 3 && sendHalf(request, MANIFEST);
        });

        assertEquals(
                DIGEST,
                registry.manifest(watch.repository(), DIGEST).descriptor().digest());
    }

    private static boolean sendHalf(HttpServerRequest request, byte[] whole) {
        request.response().putHeader("Content-Length", Integer.toString(whole.length));
        request.response()
                .write(Buffer.buffer(whole).slice(0, whole.length / 2))
                .onSuccess(written -> request.connection().close());
        return true;
    }

    @Test
    void givesUpAServerThatHangs() {
        server.misbehave(request -> true);

        var failure = assertInstanceOf(Unreachable.class, failure());

        assertTrue(failure.reason().contains("no answer in 3000 ms"), failure.reason());
    }

    @Test
    void looksAtOneRegistryWhileAnotherHangs() throws Exception {
        var hanging = new CountDownLatch(QUICK.concurrency());
        server.misbehave(request -> {
            hanging.countDown();
            return true;
        });
        var patient = new HttpRegistry(
                vertx,
                Map.of(server.host(), QUICK.withTimeout(Duration.ofMinutes(1)), other.host(), QUICK),
                Keychain.empty(),
                Clock.systemUTC());
        for (var i = 0; i < 4 * QUICK.concurrency(); i++) {
            Thread.startVirtualThread(() -> patient.resolve(watch));
        }
        assertTrue(hanging.await(10, TimeUnit.SECONDS));

        var answer = CompletableFuture.supplyAsync(() -> patient.resolve(other.watch("team/base", "1")));

        assertInstanceOf(Unknown.class, answer.get(10, TimeUnit.SECONDS));
        assertEquals(QUICK.concurrency(), server.requests().size());
    }

    @Test
    void doesNotAcceptANameThatIsNoHost() {
        var broken = new RegistryHost("example.com:99999");

        assertThrows(
                IllegalArgumentException.class,
                () -> new HttpRegistry(vertx, Map.of(broken, QUICK), Keychain.empty(), Clock.systemUTC()));
    }
}
