package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.Resolution.Resolved;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void letsNoMoreBeginInASecondThanItIsFor() {
        var pace = new Pace(vertx, OptionalInt.of(4));

        for (var turn = 0; turn < 40; turn++) {
            assertEquals(Duration.ofMillis(250L * turn), pace.turn(0));
        }
    }

    @Test
    void letsATenthBeginAtOnceAfterAQuietTime() {
        var pace = new Pace(vertx, OptionalInt.of(20));
        pace.turn(0);

        assertEquals(Duration.ZERO, pace.turn(60 * SECOND));
        assertEquals(Duration.ZERO, pace.turn(60 * SECOND));
        assertEquals(Duration.ZERO, pace.turn(60 * SECOND));
        assertEquals(Duration.ofMillis(50), pace.turn(60 * SECOND));
    }

    @Test
    void letsEverythingBeginWhereThereIsNoRate() {
        var pace = new Pace(vertx, OptionalInt.empty());

        for (var turn = 0; turn < 1_000; turn++) {
            assertEquals(Duration.ZERO, pace.turn(5));
        }
    }

    @Test
    void keepsARegistrysRequestsApart() {
        var server = new LoopbackRegistry(vertx);
        var watch = server.watch("team/base", "1");
        server.push(watch, ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));
        var settings = HostSettings.DEFAULT.withPlainHttp().withRate(20);
        var registry = new HttpRegistry(vertx, Map.of(server.host(), settings), Keychain.empty(), Clock.systemUTC());

        var begun = System.nanoTime();
        for (var look = 0; look < 9; look++) {
            assertInstanceOf(Resolved.class, registry.resolve(watch));
        }

        // Three may begin at once, each of the six others 50 ms after the one before.
        assertTrue(System.nanoTime() - begun >= 290_000_000L);
    }

    @Test
    void isNotForLessThanOneRequest() {
        assertThrows(IllegalArgumentException.class, () -> HostSettings.DEFAULT.withRate(0));
    }
}
