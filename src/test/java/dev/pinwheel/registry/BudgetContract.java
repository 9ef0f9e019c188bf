package dev.pinwheel.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.RegistryHost;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What any form of the budgets does, however the nodes share it. */
public abstract class BudgetContract {

    protected static final RegistryHost HOST = new RegistryHost("registry.example.com");
    private static final RegistryHost OTHER = new RegistryHost("other.example.com");
    private static final Duration SOON = Duration.ofSeconds(4);

    /** The budgets as the node of this name sees them; the same ones for every name. */
    protected abstract Budget node(String name);

    protected static Demand slots(int concurrency, int busy, News... news) {
        return new Demand(concurrency, busy, OptionalInt.empty(), 0, List.of(news));
    }

    private static Demand turns(int rate, int turns) {
        return new Demand(8, 0, OptionalInt.of(rate), turns, List.of());
    }

    @Test
    void oneNodeGetsAllOfIt() throws IOException {
        try (var node = node("a")) {
            var share = node.share(HOST, slots(8, 0));

            assertEquals(8, share.slots());
            assertEquals(1, share.nodes());
            assertEquals(0, share.failures());
            assertEquals(Duration.ZERO, share.throttled());
        }
    }

    @Test
    void aSecondNodeGetsItsPartOnceTheFirstHasLetGoOfIt() throws IOException {
        try (var a = node("a");
                var b = node("b")) {
            assertEquals(8, a.share(HOST, slots(8, 0)).slots());
            assertEquals(0, b.share(HOST, slots(8, 0)).slots());

            assertEquals(4, a.share(HOST, slots(8, 6)).slots());
            assertEquals(2, b.share(HOST, slots(8, 0)).slots(), "six of the first node's are still under way");

            assertEquals(4, a.share(HOST, slots(8, 3)).slots());
            assertEquals(4, b.share(HOST, slots(8, 2)).slots());
        }
    }

    @Test
    void moreNodesThanRequestsDoNotGetMoreRequests() throws IOException {
        try (var a = node("a");
                var b = node("b");
                var c = node("c")) {
            assertEquals(2, a.share(HOST, slots(2, 0)).slots());
            assertEquals(0, b.share(HOST, slots(2, 0)).slots());
            assertEquals(1, a.share(HOST, slots(2, 0)).slots());
            assertEquals(1, b.share(HOST, slots(2, 0)).slots());
            assertEquals(0, c.share(HOST, slots(2, 0)).slots());
        }
    }

    @Test
    void whatANodeGivesBackTheOthersGet() throws IOException {
        try (var a = node("a")) {
            try (var b = node("b")) {
                a.share(HOST, slots(8, 0));
                b.share(HOST, slots(8, 0));
                a.leave(HOST);
                assertEquals(8, b.share(HOST, slots(8, 0)).slots());
            }
            assertEquals(8, a.share(HOST, slots(8, 0)).slots());
        }
    }

    @Test
    void registriesHaveNothingInCommon() throws IOException {
        try (var a = node("a");
                var b = node("b")) {
            a.share(HOST, slots(8, 0, new News.Throttling(Duration.ofSeconds(30))));

            assertEquals(8, b.share(OTHER, slots(8, 0)).slots());
            assertEquals(Duration.ZERO, b.share(OTHER, slots(8, 0)).throttled());
        }
    }

    @Test
    void turnsOfAllNodesFollowEachOther() throws IOException {
        try (var a = node("a");
                var b = node("b")) {
            var begun = System.nanoTime();
            a.share(HOST, turns(4, 4));
            b.share(HOST, turns(4, 4));
            var third = a.share(HOST, turns(4, 1)).firstTurn();

            var passed = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(third.plus(passed).compareTo(Duration.ofMillis(1_999)) >= 0, third + " after " + passed);
            assertTrue(third.compareTo(Duration.ofSeconds(2)) <= 0, third.toString());
        }
    }

    @Test
    void aTenthOfASecondsTurnsMayBeginAtOnce() throws IOException {
        try (var a = node("a")) {
            a.share(HOST, slots(8, 0));
            a.share(HOST, turns(40, 1));
            var share = a.share(HOST, turns(40, 4));

            assertTrue(share.firstTurn().compareTo(Duration.ofMillis(25)) <= 0, share.toString());
        }
    }

    @Test
    void turnsThatAreTakenAtTheSameTimeAreDifferentOnes() {
        try (var a = node("a");
                var b = node("b");
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = System.nanoTime();
            var taken = IntStream.range(0, 20)
                    .mapToObj(number -> number % 2 == 0 ? a : b)
                    .map(node -> CompletableFuture.supplyAsync(() -> begin(node, begun), callers))
                    .toList();
            var begins = taken.stream().map(CompletableFuture::join).sorted().toList();

            assertTrue(begins.getLast() - begins.getFirst() >= 19 * 10_000_000L - 12 * 10_000_000L, begins.toString());
        }
    }

    private static long begin(Budget node, long begun) {
        try {
            var first = node.share(HOST, turns(100, 1)).firstTurn();
            return System.nanoTime() - begun + first.toNanos();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatOneNodeIsAskedToWaitAllWait() throws IOException {
        try (var a = node("a");
                var b = node("b")) {
            a.share(HOST, slots(8, 0, new News.Throttling(Duration.ofSeconds(30))));
            a.share(HOST, slots(8, 0, new News.Throttling(Duration.ofSeconds(1))));

            close(Duration.ofSeconds(30), b.share(HOST, slots(8, 0)).throttled());
            close(Duration.ofSeconds(30), a.share(HOST, slots(8, 0)).throttled());
        }
    }

    @Test
    void whatOneNodeIsToldOfPullsStopsNoLookOfTheOthers() throws IOException {
        try (var a = node("a");
                var b = node("b")) {
            a.share(HOST, slots(8, 0, new News.ThrottlingPulls(Duration.ofSeconds(30))));
            var share = b.share(HOST, slots(8, 0, new News.ThrottlingPulls(Duration.ofSeconds(1))));

            assertEquals(Duration.ZERO, share.throttled());
            close(Duration.ofSeconds(30), share.pullsThrottled());
        }
    }

    /** Only a clock that was set back makes it so. */
    @Test
    void noRegistryIsLeftAloneForLongerThanAnyIsAskedToBe() throws IOException {
        var year = Duration.ofDays(365);
        try (var a = node("a")) {
            var share = a.share(
                    HOST,
                    slots(8, 0, new News.Throttling(year), new News.ThrottlingPulls(year), new News.Failing(year, 5)));

            assertEquals(Duration.ZERO, share.throttled());
            assertEquals(Duration.ZERO, share.pullsThrottled());
            assertEquals(Duration.ZERO, share.failing());

            var half = Duration.ofSeconds(30);
            var after = a.share(
                    HOST,
                    slots(8, 0, new News.Throttling(half), new News.ThrottlingPulls(half), new News.Failing(half, 5)));

            close(half, after.throttled());
            close(half, after.pullsThrottled());
            close(half, after.failing());
        }
    }

    @Test
    void aRegistryThatFailsForOneNodeIsLeftAloneByAllUntilItAnswersOne() throws IOException {
        try (var a = node("a");
                var b = node("b")) {
            a.share(HOST, slots(8, 0, new News.Failing(Duration.ofSeconds(5), 5)));
            var failing = b.share(HOST, slots(8, 0));
            close(Duration.ofSeconds(5), failing.failing());
            assertEquals(5, failing.failures());

            b.share(HOST, slots(8, 0, new News.Answering()));
            var answering = a.share(HOST, slots(8, 0));
            assertEquals(Duration.ZERO, answering.failing());
            assertEquals(0, answering.failures());
        }
    }

    private static void close(Duration expected, Duration left) {
        assertTrue(left.compareTo(expected) <= 0, left.toString());
        assertTrue(left.compareTo(expected.minus(SOON)) >= 0, left.toString());
    }
}
