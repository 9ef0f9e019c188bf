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
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.InMemoryBudget;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.Resolution.Throttled;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a registry says of how much more it will answer, and what is asked of it after that. */
@Timeout(60)
class HttpRegistryThrottlingTest {

    private static final byte[] MANIFEST = "{}".getBytes(UTF_8);
    private static final HostSettings PLAIN = HostSettings.DEFAULT.withPlainHttp();

    private final Vertx vertx = Vertx.vertx();
    private final Hands clock = new Hands();
    private LoopbackRegistry server;
    private HttpRegistry registry;
    private Watch watch;

    @BeforeEach
    void start() {
        server = new LoopbackRegistry(vertx);
        watch = server.watch("team/base", "1");
        server.push(watch, ManifestType.OCI_MANIFEST, MANIFEST);
        registry = new HttpRegistry(vertx, Map.of(server.host(), PLAIN), Keychain.empty(), clock);
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private static boolean answer(HttpServerRequest request, int status) {
        request.response().setStatusCode(status).end();
        return true;
    }

    private Throttled pullRefused(HttpRegistry asked) {
        var thrown =
                assertThrows(RegistryException.class, () -> asked.manifest(watch.repository(), Digest.of(MANIFEST)));
        return assertInstanceOf(Throttled.class, thrown.failure());
    }

    /** As Docker Hub, which counts pulls, and no looks. */
    @Test
    void aPullLimitStopsThePullsAndNoLook() {
        server.misbehave(request -> request.method().equals(HttpMethod.GET) && answer(request, 429));

        pullRefused(registry);

        assertInstanceOf(Resolved.class, registry.resolve(watch));
        assertInstanceOf(Resolved.class, registry.resolve(watch.repository(), Digest.of(MANIFEST)));
        var asked = server.asked().size();
        pullRefused(registry);
        assertThrows(
                RegistryException.class,
                () -> registry.blob(watch.repository(), new Descriptor("any/thing", Digest.of(MANIFEST), 2)));
        assertEquals(asked, server.asked().size());
    }

    @Test
    void aPullLimitThatOneNodeMetStopsThePullsOfTheOtherAndNoLook() {
        var budget = new InMemoryBudget(Clock.systemUTC());
        var hosts = Map.of(server.host(), PLAIN);
        var a = new HttpRegistry(vertx, hosts, Keychain.empty(), budget.node("a"), Clock.systemUTC());
        var b = new HttpRegistry(vertx, hosts, Keychain.empty(), budget.node("b"), Clock.systemUTC());
        server.misbehave(request -> request.method().equals(HttpMethod.GET) && answer(request, 429));
        pullRefused(a);

        var asked = server.asked().size();
        server.misbehave(request -> false);
        while (isPullAnswered(b)) {
            assertTrue(server.asked().size() < asked + 100_000);
        }

        assertInstanceOf(Resolved.class, a.resolve(watch));
        assertInstanceOf(Resolved.class, b.resolve(watch));
        pullRefused(b);
        a.close().await();
        b.close().await();
    }

    private boolean isPullAnswered(HttpRegistry asked) {
        try {
            asked.manifest(watch.repository(), Digest.of(MANIFEST));
            return true;
        } catch (RegistryException refused) {
            return false;
        }
    }

    private static boolean spent(HttpServerRequest request, int status) {
        request.response().putHeader("RateLimit-Remaining", "0").putHeader("RateLimit-Reset", "60");
        return answer(request, status);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void isNotAskedAgainWhereItsBudgetIsSpent(int status) {
        server.misbehave(request -> spent(request, status));

        assertInstanceOf(Throttled.class, registry.resolve(watch));

        assertEquals(1, server.asked().size());
    }

    @Test
    void isNotAskedForATokenWhereItsBudgetIsSpent() {
        server.misbehave(request -> {
            request.response().putHeader("WWW-Authenticate", "Bearer realm=\"http://" + server.host() + "/token\"");
            return spent(request, 401);
        });

        assertInstanceOf(Throttled.class, registry.resolve(watch));

        assertEquals(1, server.asked().size(), server.asked()::toString);
    }

    /** Its answer to a pull is where the blob is, and the other server knows nothing of its budget. */
    @Test
    void isNotAskedForMoreWhereItsBudgetIsSpentByARedirect() throws IOException {
        var other = new LoopbackRegistry(vertx);
        other.push(other.watch("team/base", "1").repository(), MANIFEST);
        server.misbehave(request -> {
            request.response().putHeader("Location", "http://" + other.host() + request.path());
            return spent(request, 307);
        });

        try (var blob = registry.blob(watch.repository(), new Descriptor("any/thing", Digest.of(MANIFEST), 2))) {
            assertArrayEquals(MANIFEST, blob.readAllBytes());
        }
        pullRefused(registry);

        assertEquals(1, server.asked().size(), server.asked()::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void waitsAsLongAsAFailingRegistryAsks(int status) {
        server.misbehave(request -> {
            request.response().putHeader("Retry-After", "7");
            return answer(request, status);
        });

        assertEquals(
                Duration.ofSeconds(7),
                assertInstanceOf(Throttled.class, registry.resolve(watch)).retryAfter());
        assertEquals(1, server.asked().size());
    }
}
