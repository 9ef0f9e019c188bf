package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.http.Request.Method;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PaceTest {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger wanted = new AtomicInteger();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private Pace pace(OptionalInt rate) {
        return new Pace(vertx, rate, new Throttles(Clock.systemUTC(), () -> {}), wanted::incrementAndGet);
    }

    @Test
    void wantsNothingWhereThereIsNoRate() throws Trouble {
        var pace = pace(OptionalInt.empty());

        pace.await(Method.HEAD);

        assertEquals(0, wanted.get());
        assertEquals(0, pace.wanted());
    }

    @Test
    void wantsATenthOfASecondsTurnsAtATimeWhenSomebodyWaits() throws InterruptedException {
        var pace = pace(OptionalInt.of(200));
        assertEquals(0, pace.wanted());
        var waiting = Thread.ofVirtual().start(() -> assertDoesNotThrow(() -> pace.await(Method.HEAD)));
        while (pace.wanted() == 0) {
            Thread.onSpinWait();
        }

        assertEquals(20, pace.wanted());

        pace.grant(Duration.ZERO, 20, System.nanoTime());
        waiting.join();
        assertEquals(0, pace.wanted());
    }

    @Test
    void aTurnThatNobodyTookInTimeIsLost() throws InterruptedException {
        var pace = pace(OptionalInt.of(4));
        pace.grant(Duration.ofSeconds(-2), 4, System.nanoTime());
        var waiting = Thread.ofVirtual().start(() -> assertDoesNotThrow(() -> pace.await(Method.HEAD)));
        while (pace.wanted() == 0) {
            Thread.onSpinWait();
        }
        pace.grant(Duration.ZERO, 1, System.nanoTime());
        waiting.join();

        assertEquals(1, wanted.get());
    }

    @Test
    void whoWaitsForATurnIsRefusedWhenTheRegistryWantsToBeLeftAloneMeanwhile() {
        var throttles = new Throttles(Clock.systemUTC(), () -> {});
        var pace = new Pace(vertx, OptionalInt.of(1), throttles, () -> {});
        throttles.failed(Method.HEAD, Trouble.throttled(Duration.ofSeconds(30), "it answered 429"));
        pace.grant(Duration.ofMillis(200), 1, System.nanoTime());

        assertTrue(assertThrows(Trouble.class, () -> pace.await(Method.HEAD)).isElsewhere());
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
