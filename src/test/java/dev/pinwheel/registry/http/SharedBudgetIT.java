package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.journal.sql.HangingProxy;
import dev.pinwheel.journal.sql.PostgresqlAddress;
import dev.pinwheel.journal.sql.PostgresqlBudget;
import dev.pinwheel.journal.sql.PostgresqlServer;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.Resolution;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.Resolution.Throttled;
import dev.pinwheel.registry.Resolution.Unreachable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes with one PostgreSQL, and a registry that counts what both of them ask of it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SharedBudgetIT {

    private static final int CALLERS = 12;

    private final Vertx vertx = Vertx.vertx();
    private final CountingRegistry counting = new CountingRegistry(vertx, 50);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HttpRegistry> nodes = new ArrayList<>();
    private PostgresqlServer server;
    private String address = "";

    @BeforeEach
    void start() throws IOException, InterruptedException {
        server = PostgresqlServer.start();
        address = server.newDatabase();
        PostgresqlServer.ledger(address).open().close();
    }

    @AfterEach
    void stop() throws IOException {
        nodes.forEach(node -> node.close().await());
        callers.close();
        counting.close();
        vertx.close().await();
        if (server != null) {
            server.close();
        }
    }

    private HttpRegistry node(String name, HostSettings settings) {
        return node(name, address, settings);
    }

    private HttpRegistry node(String name, String database, HostSettings settings) {
        var budget =
                new PostgresqlBudget(PostgresqlAddress.parse(database), Optional.of(PostgresqlServer.PASSWORD), name);
        var node = new HttpRegistry(
                vertx, Map.of(counting.host(), settings.withPlainHttp()), Keychain.empty(), budget, Clock.systemUTC());
        nodes.add(node);
        return node;
    }

    /** Many callers ask a node again and again for a while; how many answers each node got, and no other outcome. */
    private List<Integer> ask(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        var counts = nodes.stream()
                .map(node -> IntStream.range(0, CALLERS)
                        .mapToObj(caller -> CompletableFuture.supplyAsync(() -> ask(node, end), callers))
                        .toList())
                .toList();
        return counts.stream()
                .map(node -> node.stream().mapToInt(CompletableFuture::join).sum())
                .toList();
    }

    private int ask(HttpRegistry node, long end) {
        var answers = 0;
        while (System.nanoTime() - end < 0) {
            var resolution = node.resolve(counting.watch());
            assertInstanceOf(Resolved.class, resolution, resolution.toString());
            answers++;
        }
        return answers;
    }

    @Test
    void togetherTheyHaveNoMoreUnderWayThanOneMay() {
        node("a", HostSettings.DEFAULT.withConcurrency(4));
        node("b", HostSettings.DEFAULT.withConcurrency(4));

        ask(Duration.ofSeconds(1));
        counting.mostAtOnce();

        var answers = ask(Duration.ofSeconds(4));

        assertEquals(4, counting.mostAtOnce(), answers.toString());
        assertTrue(answers.stream().allMatch(each -> each > 20), answers.toString());
    }

    @Test
    void togetherTheyBeginNoMoreInASecondThanOneMay() {
        node("a", HostSettings.DEFAULT.withRate(40));
        node("b", HostSettings.DEFAULT.withRate(40));

        var answers = ask(Duration.ofSeconds(4));

        // Each by itself, they would begin 80. A tenth may begin at once after a quiet time, and what a busy machine
        // delays arrives together.
        assertTrue(counting.mostInASecond() <= 60, counting.mostInASecond() + ", " + answers);
        assertTrue(counting.asked() >= 80, counting.asked() + ", " + answers);
        assertTrue(answers.stream().allMatch(each -> each > 10), answers.toString());
    }

    @Test
    void whenOneIsAskedToWaitTheOtherWaitsToo() {
        var a = node("a", HostSettings.DEFAULT);
        var b = node("b", HostSettings.DEFAULT);
        ask(Duration.ofSeconds(2));
        counting.throttle(30);
        assertInstanceOf(Throttled.class, a.resolve(counting.watch()));
        counting.throttle(0);

        var refused = untilThrottled(b);

        assertTrue(refused.retryAfter().compareTo(Duration.ofSeconds(10)) > 0, refused.toString());
        var before = counting.asked();
        assertInstanceOf(Throttled.class, a.resolve(counting.watch()));
        assertInstanceOf(Throttled.class, b.resolve(counting.watch()));
        assertEquals(before, counting.asked());
    }

    private Throttled untilThrottled(HttpRegistry node) {
        while (true) {
            if (node.resolve(counting.watch()) instanceof Throttled throttled) {
                return throttled;
            }
        }
    }

    @Test
    void aCircuitThatOneOpensIsOpenForTheOtherAndClosesForBoth() {
        var a = node("a", HostSettings.DEFAULT);
        var b = node("b", HostSettings.DEFAULT);
        ask(Duration.ofSeconds(2));
        counting.fail(true);
        assertEquals(5, failuresUntilRefused(a));

        assertTrue(failuresUntilRefused(b) < 5, "the second counts for itself");
        counting.fail(false);
        while (isRefused(a.resolve(counting.watch()))) {
            assertTrue(counting.asked() > 0);
        }
        var closed = System.nanoTime();
        while (isRefused(b.resolve(counting.watch()))) {
            assertTrue(System.nanoTime() - closed < 20 * 1_000_000_000L, "it stays open for the other");
        }
    }

    private int failuresUntilRefused(HttpRegistry node) {
        var failures = 0;
        for (var answer = node.resolve(counting.watch()); !isRefused(answer); failures++) {
            assertInstanceOf(Unreachable.class, answer);
            answer = node.resolve(counting.watch());
        }
        return failures;
    }

    private static boolean isRefused(Resolution resolution) {
        return resolution instanceof Resolution.Failure failure
                && failure.reason().contains("times in a row");
    }

    @Test
    void aNodeForWhichTheDatabaseHangsHasOneRequestAtATimeBesidesTheShareOfTheOthers() throws IOException {
        try (var proxy = HangingProxy.before(address)) {
            node("a", proxy.through(address), HostSettings.DEFAULT.withConcurrency(8));
            node("b", HostSettings.DEFAULT.withConcurrency(8));
            ask(Duration.ofSeconds(3));
            counting.mostAtOnce();
            proxy.hang(true);

            var answers = ask(Duration.ofSeconds(12));

            assertTrue(counting.mostAtOnce() <= 9, answers.toString());
            assertTrue(answers.stream().allMatch(each -> each > 30), answers.toString());
            proxy.hang(false);
            awaitTogether(8);
        }
    }

    @Test
    void withoutTheDatabaseEachGoesOnWithOneRequestAtATime() throws IOException {
        node("a", HostSettings.DEFAULT.withConcurrency(8));
        node("b", HostSettings.DEFAULT.withConcurrency(8));
        ask(Duration.ofSeconds(3));
        server.kill();
        ask(Duration.ofSeconds(6));
        counting.mostAtOnce();

        var answers = ask(Duration.ofSeconds(2));

        assertTrue(counting.mostAtOnce() <= 2, answers.toString());
        assertTrue(answers.stream().allMatch(each -> each > 10), answers.toString());
        server.restart();
        awaitTogether(8);
    }

    /** They find each other again, and have no more under way than one may, and no fewer. */
    private void awaitTogether(int atOnce) {
        var end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        var most = 0;
        do {
            counting.mostAtOnce();
            ask(Duration.ofSeconds(2));
            most = counting.mostAtOnce();
        } while (most != atOnce && System.nanoTime() - end < 0);
        assertEquals(atOnce, most);
    }
}
