package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.Hands;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution;
import dev.pinwheel.registry.Resolution.Denied;
import dev.pinwheel.registry.Resolution.Failure;
import dev.pinwheel.registry.Resolution.Invalid;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.Resolution.Throttled;
import dev.pinwheel.registry.Resolution.Unknown;
import dev.pinwheel.registry.Resolution.Unreachable;
import dev.pinwheel.registry.http.FaultProxy.Fault;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real registry program behind a proxy that spoils its answers: each fault is an outcome of its own,
 * what is there is found as soon as the fault has passed, and nothing is found that is not there.
 */
class FaultsIT {

    private static final String PATH = "team/base";
    private static final Tag TAG = new Tag("1");
    private static final byte[] MANIFEST = ("{\"schemaVersion\":2,\"mediaType\":\"" + ManifestType.OCI_INDEX.mediaType()
                    + "\",\"manifests\":[]}")
            .getBytes(UTF_8);
    private static final Descriptor DESCRIPTOR =
            new Descriptor(ManifestType.OCI_INDEX.mediaType(), Digest.of(MANIFEST), MANIFEST.length);
    private static final byte[] BLOB = blob();
    private static final Descriptor LAYER = new Descriptor("any/thing", Digest.of(BLOB), BLOB.length);
    private static final HostSettings QUICK =
            HostSettings.DEFAULT.withPlainHttp().withTimeout(Duration.ofSeconds(4));

    private static DistributionRegistry program;

    private final Vertx vertx = Vertx.vertx();
    private final Hands clock = new Hands();
    private FaultProxy proxy;
    private HttpRegistry registry;

    @BeforeAll
    static void push(@TempDir Path directory) throws Exception {
        program = new DistributionRegistry(directory, "", repository -> "");
        var repository = new Repository(program.host(), PATH);
        program.push(repository, TAG, ManifestType.OCI_INDEX, MANIFEST);
        program.push(repository, BLOB);
    }

    @AfterAll
    static void end() {
        if (program != null) {
            program.close();
        }
    }

    @BeforeEach
    void start() throws IOException {
        proxy = new FaultProxy(program.host());
        registry = new HttpRegistry(vertx, Map.of(proxy.host(), QUICK, program.host(), QUICK), Keychain.empty(), clock);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        vertx.close().await();
    }

    private static byte[] blob() {
        var blob = new byte[16 << 20];
        new Random(7).nextBytes(blob);
        return blob;
    }

    private Repository repository() {
        return new Repository(proxy.host(), PATH);
    }

    private Resolution look() {
        return registry.resolve(new Watch(repository(), TAG));
    }

    /** The same tag, asked without the proxy. */
    private Resolution lookElsewhere() {
        return registry.resolve(new Watch(new Repository(program.host(), PATH), TAG));
    }

    private byte[] manifest() throws RegistryException {
        return registry.manifest(repository(), DESCRIPTOR.digest()).bytes();
    }

    private byte[] layer() throws IOException {
        try (var stream = registry.blob(repository(), LAYER)) {
            return stream.readAllBytes();
        }
    }

    private static Failure failure(Callable<?> read) {
        return assertThrows(RegistryException.class, read::call).failure();
    }

    static Stream<Arguments> faultsOfALook() {
        return Stream.of(
                Arguments.of("a reset", Faults.reset(0), Unreachable.class, "connection"),
                Arguments.of("no HTTP", Faults.noise(), Unreachable.class, "the request failed"),
                Arguments.of("a slow head", Faults.drops(false), Unreachable.class, "no answer in 4000 ms"),
                Arguments.of("a circle", Faults.circle(), Unreachable.class, "redirected more than 5 times"),
                Arguments.of("a 500", Faults.status(500, Map.of()), Unreachable.class, "answered 500"),
                Arguments.of(
                        "a storm of 429",
                        Faults.status(429, Map.of("retry-after", "40")),
                        Throttled.class,
                        "answered 429"),
                Arguments.of("a page", Faults.status(200, Map.of("content-type", "text/html")), Invalid.class, "html"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfALook")
    void aLookEndsInTheOutcomeOfItsFaultAndInTheTruthAfterIt(
            String name, Fault fault, Class<? extends Failure> outcome, String why) {
        proxy.misbehave(fault);

        var failure = assertInstanceOf(outcome, look(), name);
        assertTrue(failure.reason().contains(why), failure.reason());
        assertEquals(new Resolved(DESCRIPTOR), lookElsewhere());

        proxy.behave();
        clock.pass(Duration.ofMinutes(10));
        assertEquals(new Resolved(DESCRIPTOR), look());
    }

    static Stream<Arguments> faultsOfAManifest() {
        return Stream.of(
                Arguments.of("a reset in it", Faults.reset(20), Unreachable.class, "connection"),
                Arguments.of("an early end", Faults.truncated(20), Unreachable.class, "connection"),
                Arguments.of("other bytes", Faults.wrongBytes(), Invalid.class, "hash to"),
                Arguments.of("a length too short", Faults.wrongLength(-5), Invalid.class, "hash to"),
                Arguments.of("a length too long", Faults.wrongLength(5), Unreachable.class, "connection"),
                Arguments.of("drops", Faults.drops(true), Unreachable.class, "more slowly"),
                Arguments.of("a circle", Faults.circle(), Unreachable.class, "redirected"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfAManifest")
    void aManifestEndsInTheOutcomeOfItsFaultAndInTheTruthAfterIt(
            String name, Fault fault, Class<? extends Failure> outcome, String why) throws Exception {
        proxy.misbehave(fault);

        var failure = assertInstanceOf(outcome, failure(this::manifest), name);
        assertTrue(failure.reason().contains(why), failure.reason());

        proxy.behave();
        assertArrayEquals(MANIFEST, manifest());
    }

    static Stream<Arguments> faultsOfABlob() {
        return Stream.of(
                Arguments.of("other bytes", Faults.wrongBytes(), Invalid.class, "hash to"),
                Arguments.of("a length too short", Faults.wrongLength(-5), Invalid.class, "got only"),
                Arguments.of("a reset at its beginning", Faults.reset(0), Unreachable.class, "connection"),
                Arguments.of("drops", Faults.drops(true), Unreachable.class, "more slowly"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfABlob")
    void aBlobEndsInTheOutcomeOfItsFaultAndInTheTruthAfterIt(
            String name, Fault fault, Class<? extends Failure> outcome, String why) throws Exception {
        proxy.misbehave(fault);

        var failure = assertInstanceOf(outcome, failure(this::layer), name);
        assertTrue(failure.reason().contains(why), failure.reason());

        proxy.behave();
        assertArrayEquals(BLOB, layer());
    }

    static Stream<Arguments> faultsElsewhere() {
        return Stream.concat(
                faultsOfABlob(),
                Stream.of(
                        Arguments.of("no HTTP", Faults.noise(), Unreachable.class, "the request failed"),
                        Arguments.of("a circle", Faults.circle(), Unreachable.class, "redirected"),
                        Arguments.of("a 403", Faults.status(403, Map.of()), Denied.class, "answered 403"),
                        Arguments.of("a 404", Faults.status(404, Map.of()), Unknown.class, "answered 404"),
                        Arguments.of("a 429", Faults.status(429, Map.of()), Throttled.class, "answered 429"),
                        Arguments.of("a 500", Faults.status(500, Map.of()), Unreachable.class, "answered 500")));
    }

    /** As with a cloud's store of blobs: whatever it does, more often than a registry may, the registry is asked on. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsElsewhere")
    void aServerThatTheRegistryRedirectsToFailsForItself(
            String name, Fault fault, Class<? extends Failure> outcome, String why) throws Exception {
        try (var store = new FaultProxy(program.host())) {
            store.misbehave(fault);
            proxy.misbehave(exchange -> {
                if (exchange.method().equals("GET")) {
                    Faults.status(307, Map.of("location", "http://" + store.host() + exchange.path()))
                            .send(exchange);
                } else {
                    exchange.pass();
                }
            });

            for (var time = 0; time < (name.equals("drops") ? 1 : 6); time++) {
                var failure = assertInstanceOf(outcome, failure(this::layer), name);
                assertTrue(failure.reason().contains(why), failure.reason());
            }

            assertEquals(new Resolved(DESCRIPTOR), look());
            store.behave();
            assertArrayEquals(BLOB, layer());
        }
    }

    /** Its first connection is reset in the middle, its second one closed. */
    @Test
    void aBlobGoesOnWhereItsConnectionBroke() throws IOException {
        proxy.misbehave(
                Faults.times(1, exchange -> exchange.answer().statusCode() == 200, Faults.reset(BLOB.length / 2)));

        assertArrayEquals(BLOB, layer());

        assertEquals(2, proxy.asked().size());
        assertTrue(proxy.asked().getLast().contains(" bytes="), proxy.asked()::toString);
    }

    @Test
    void aBlobThatIsCutAgainAndAgainIsGivenUp() {
        proxy.misbehave(Faults.truncated(1_000));

        assertInstanceOf(Unreachable.class, failure(this::layer));
        assertEquals(6, proxy.asked().size());
    }

    @Test
    void aPassingFaultIsNotSeenAtAll() throws RegistryException {
        proxy.misbehave(Faults.times(2, Faults.by("HEAD"), Faults.reset(0)));
        assertEquals(new Resolved(DESCRIPTOR), look());

        proxy.misbehave(Faults.times(2, Faults.by("GET"), Faults.truncated(20)));
        assertArrayEquals(MANIFEST, manifest());
    }

    /** What a HEAD calls it is not known to be there until the manifest of that digest has come. */
    @Test
    void aForgedDigestHasNoManifest() {
        proxy.misbehave(Faults.wrongDigest());

        var resolved = assertInstanceOf(Resolved.class, look());

        assertEquals(Faults.FORGED, resolved.manifest().digest());
        assertInstanceOf(Unknown.class, failure(() -> registry.manifest(repository(), Faults.FORGED)));
    }

    @Test
    void aForgedDigestOfAGetIsNotBelieved() {
        proxy.misbehave(exchange -> {
            if (exchange.method().equals("HEAD")) {
                Faults.status(405, Map.of()).send(exchange);
            } else {
                Faults.wrongDigest().send(exchange);
            }
        });

        assertInstanceOf(Invalid.class, look());
    }

    @Test
    void latencyLosesNothing() throws Exception {
        proxy.misbehave(Faults.late(200));
        var looks = new ArrayList<Callable<Resolution>>();
        for (var look = 0; look < 3 * QUICK.concurrency(); look++) {
            looks.add(this::look);
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var look : threads.invokeAll(looks)) {
                assertEquals(new Resolved(DESCRIPTOR), look.get());
            }
        }
    }

    @Test
    void aRegistryThatHangsDelaysNoOther() throws Exception {
        var begun = new CountDownLatch(QUICK.concurrency());
        var open = new CountDownLatch(1);
        proxy.misbehave(Faults.held(begun, open));
        var patient = new HttpRegistry(
                vertx,
                Map.of(proxy.host(), QUICK.withTimeout(Duration.ofSeconds(30)), program.host(), QUICK),
                Keychain.empty(),
                clock);
        var held = new ArrayList<CompletableFuture<Resolution>>();
        for (var look = 0; look < 4 * QUICK.concurrency(); look++) {
            held.add(later(() -> patient.resolve(new Watch(repository(), TAG))));
        }
        assertTrue(begun.await(10, TimeUnit.SECONDS));

        assertEquals(
                new Resolved(DESCRIPTOR),
                later(() -> patient.resolve(new Watch(new Repository(program.host(), PATH), TAG)))
                        .get(10, TimeUnit.SECONDS));
        assertTrue(held.stream().noneMatch(CompletableFuture::isDone));

        open.countDown();
        for (var look : held) {
            assertEquals(new Resolved(DESCRIPTOR), look.get(20, TimeUnit.SECONDS));
        }
    }

    private static CompletableFuture<Resolution> later(Callable<Resolution> look) {
        var result = new CompletableFuture<Resolution>();
        Thread.startVirtualThread(() -> {
            try {
                result.complete(look.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Each rest lets through what was on its way only, whatever number of looks there are. */
    @Test
    void aStormIsNotAnsweredWithOne() {
        proxy.misbehave(Faults.status(429, Map.of("retry-after", "40")));

        for (var look = 0; look < 100; look++) {
            assertInstanceOf(Throttled.class, look());
        }
        assertEquals(1, proxy.asked().size());

        clock.pass(Duration.ofSeconds(45));
        assertInstanceOf(Throttled.class, look());
        assertEquals(2, proxy.asked().size());
    }

    @Test
    void aBrokenRegistryIsLeftAloneAndTriedAgain() {
        proxy.misbehave(Faults.status(500, Map.of()));
        for (var look = 0; look < 100; look++) {
            assertInstanceOf(Unreachable.class, look());
        }
        assertEquals(5 * 3, proxy.asked().size());

        proxy.behave();
        clock.pass(Duration.ofSeconds(5));
        assertEquals(new Resolved(DESCRIPTOR), look());
    }

    /** A rest that is timed by a clock that was wrong does not last until that time comes again. */
    @Test
    void aClockThatIsSetBackEndsEveryRest() {
        proxy.misbehave(Faults.status(429, Map.of("retry-after", "40")));
        assertInstanceOf(Throttled.class, look());

        proxy.behave();
        clock.pass(Duration.ofDays(-300));

        assertEquals(new Resolved(DESCRIPTOR), look());
    }

    @Test
    void nothingIsFoundThatIsNotThere() {
        var never = new Watch(repository(), new Tag("never"));
        var faults = List.of(Faults.late(10), Faults.wrongBytes(), Faults.truncated(3), Faults.wrongLength(5));
        for (var fault : faults) {
            proxy.misbehave(fault);
            assertInstanceOf(Failure.class, registry.resolve(never));
        }

        proxy.behave();
        assertInstanceOf(Unknown.class, registry.resolve(never));
    }
}
