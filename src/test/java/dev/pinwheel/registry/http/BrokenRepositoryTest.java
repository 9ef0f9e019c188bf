package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Cause;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.Resolution.Throttled;
import dev.pinwheel.registry.Resolution.Unreachable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A registry that answers with server errors for some of its repositories. */
@Timeout(60)
class BrokenRepositoryTest {

    private static final int TRIES = 3;

    private final Vertx vertx = Vertx.vertx();
    private final SteppedClock clock = new SteppedClock();
    private LoopbackRegistry server;
    private HttpRegistry registry;
    private Watch healthy;

    @BeforeEach
    void start() {
        server = new LoopbackRegistry(vertx);
        healthy = server.watch("healthy/base", "1");
        server.push(healthy, ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));
        registry = new HttpRegistry(
                vertx, Map.of(server.host(), HostSettings.DEFAULT.withPlainHttp()), Keychain.empty(), clock);
        server.misbehave(request -> {
            if (request.path().startsWith("/v2/sick")) {
                request.response().setStatusCode(500).end();
                return true;
            }
            return false;
        });
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private void failed(String repository, String tag) {
        var failure = assertInstanceOf(Unreachable.class, registry.resolve(server.watch(repository, tag)));
        assertEquals(Cause.SERVER_ERROR, failure.cause());
    }

    @Test
    void doesNotStopTheLooksAtItsOthers() {
        for (var tag = 0; tag < 20; tag++) {
            failed("sick/base", "v" + tag);
        }

        assertEquals(5 * TRIES, server.asked().size());
        assertInstanceOf(Resolved.class, registry.resolve(healthy));
        failed("sick/base", "v1");
        assertEquals(5 * TRIES + 1, server.asked().size());
    }

    @Test
    void isAskedAgainForABrokenOneAfterAWhile() {
        for (var tag = 0; tag < 6; tag++) {
            failed("sick/base", "v" + tag);
        }
        server.push(server.watch("sick/base", "v1"), ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));
        server.misbehave(request -> false);
        clock.step(Duration.ofSeconds(6));

        assertInstanceOf(Resolved.class, registry.resolve(server.watch("sick/base", "v1")));
    }

    @Test
    void isLeftAloneWhereManyFailAndNoneIsAnswered() {
        for (var repository = 0; repository < 9; repository++) {
            failed("sick/base" + repository, "1");
        }

        assertEquals(5 * TRIES, server.asked().size());
        var refused = assertInstanceOf(Unreachable.class, registry.resolve(healthy));
        assertTrue(refused.reason().contains("failed 5 times in a row"), refused.reason());
        assertEquals(Cause.SERVER_ERROR, refused.cause());
    }

    @Test
    void isNotLeftAloneWhereOthersAreAnsweredBetween() {
        for (var repository = 0; repository < 9; repository++) {
            failed("sick/base" + repository, "1");
            assertInstanceOf(Resolved.class, registry.resolve(healthy));
        }
    }

    /** Who says when to come back speaks for all of the registry. */
    @Test
    void isLeftAloneWhereItSaysForHowLong() {
        server.misbehave(request -> {
            request.response().setStatusCode(503).putHeader("Retry-After", "40").end();
            return true;
        });

        assertInstanceOf(Throttled.class, registry.resolve(server.watch("sick/base", "1")));
        assertInstanceOf(Throttled.class, registry.resolve(healthy));
        assertEquals(1, server.asked().size());
    }
}
