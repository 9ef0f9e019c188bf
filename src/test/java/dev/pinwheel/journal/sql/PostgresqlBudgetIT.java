package dev.pinwheel.journal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.registry.Budget;
import dev.pinwheel.registry.BudgetContract;
import dev.pinwheel.registry.Share;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresqlBudgetIT extends BudgetContract {

    @RegisterExtension
    static final SharedPostgresql POSTGRESQL = new SharedPostgresql();

    @BeforeEach
    void makeTables() {
        PostgresqlServer.ledger(POSTGRESQL.address()).open().close();
    }

    @Override
    protected Budget node(String name) {
        return node(name, POSTGRESQL.address());
    }

    private static Budget node(String name, String address) {
        return new PostgresqlBudget(PostgresqlAddress.parse(address), Optional.of(PostgresqlServer.PASSWORD), name);
    }

    @Test
    void theSharesOfANodeThatDiedAreFree() throws IOException {
        try (var b = node("b")) {
            var dead = node("a");
            dead.share(HOST, slots(8, 0));
            assertEquals(0, b.share(HOST, slots(8, 0)).slots());
            POSTGRESQL.superuser("UPDATE registry_share SET until = now() WHERE node = 'a'");

            assertEquals(8, b.share(HOST, slots(8, 0)).slots());
            dead.close();
        }
    }

    @Test
    void whatTheServersClockSaidBeforeItWasSetBackHoldsForNobody() throws IOException {
        try (var a = node("a")) {
            a.share(HOST, slots(8, 0));
            POSTGRESQL.superuser("UPDATE registry_budget SET throttled_until = now() + interval '1 year',"
                    + " pulls_throttled_until = now() + interval '1 year', failing_until = now() + interval '1 year',"
                    + " failures = 9");

            var share = a.share(HOST, slots(8, 0));

            assertEquals(Duration.ZERO, share.throttled());
            assertEquals(Duration.ZERO, share.pullsThrottled());
            assertEquals(Duration.ZERO, share.failing());
        }
    }

    @Test
    void whileTheServerHangsNobodyIsKeptForLongerThanThreeSeconds() throws Exception {
        try (var proxy = HangingProxy.before(POSTGRESQL.address());
                var a = node("a", proxy.through(POSTGRESQL.address()));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            assertEquals(8, a.share(HOST, slots(8, 0)).slots());
            proxy.hang(true);
            for (var round = 0; round < 2; round++) {
                var calls = IntStream.range(0, 20)
                        .mapToObj(number -> new RegistryHost("registry" + number + ".test"))
                        .map(host -> callers.submit(() -> timeToRefuse(a, host)))
                        .toList();
                for (var call : calls) {
                    assertTrue(call.get().compareTo(Budget.LONGEST_CALL.plusSeconds(1)) < 0, call.get() + "");
                }
            }
            proxy.hang(false);
            assertEquals(8, a.share(HOST, slots(8, 0)).slots());
        }
    }

    private static Duration timeToRefuse(Budget budget, RegistryHost host) {
        var begun = System.nanoTime();
        var refusal = assertThrows(IOException.class, () -> budget.share(host, slots(8, 0)));
        assertTrue(String.valueOf(refusal.getMessage()).contains("tried to share the budget of " + host));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** A session of a node that has locked a registry's row and stands still, until the work is let go on. */
    private static Session holding(RegistryHost host, String options, CountDownLatch holds, CountDownLatch goOn) {
        var login = new PostgresqlLogin(
                PostgresqlAddress.parse(POSTGRESQL.address()), Optional.of(PostgresqlServer.PASSWORD));
        var session = login.session(options, Duration.ofSeconds(5), Duration.ofSeconds(30));
        session.transaction(() -> {
            session.first(Queries.named("lock-budget"), row -> true, host.name());
            holds.countDown();
            await(goOn);
            return session.first(Queries.named("lock-budget"), row -> true, host.name());
        });
        return session;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Timeout(60)
    void aNodeThatStandsStillWithARowLockedIsEndedAndTheOthersGoOn() throws Exception {
        var holds = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var a = node("a");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            a.share(HOST, slots(8, 0));
            var frozen = threads.submit(() -> holding(HOST, PostgresqlBudget.OPTIONS, holds, goOn));
            await(holds);

            assertTrue(sharesWithin(a, 4), "the row is still locked");
            goOn.countDown();

            assertInstanceOf(
                    JournalException.class,
                    assertThrows(ExecutionException.class, frozen::get).getCause());
        } finally {
            goOn.countDown();
        }
    }

    private static boolean sharesWithin(Budget node, int calls) {
        return IntStream.range(0, calls).anyMatch(call -> {
            try {
                return node.share(HOST, slots(8, 0)).slots() == 8;
            } catch (IOException locked) {
                return false;
            }
        });
    }

    @Test
    @Timeout(60)
    void aRegistrysLockedRowKeepsNoOtherRegistryFromItsShare() throws Exception {
        var holds = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var a = node("a");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            a.share(HOST, slots(8, 0));
            var other = threads.submit(() -> holding(HOST, "", holds, goOn));
            await(holds);

            var locked = threads.submit(() -> timeToRefuse(a, HOST));
            for (var number = 0; number < 50; number++) {
                var host = new RegistryHost("registry" + number + ".test");
                assertEquals(8, a.share(host, slots(8, 0)).slots());
            }
            assertTrue(locked.get().compareTo(Budget.LONGEST_CALL) < 0);
            goOn.countDown();
            other.get().close();
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void closingDoesNotWaitForAServerThatHangs() throws IOException {
        try (var proxy = HangingProxy.before(POSTGRESQL.address())) {
            var a = node("a", proxy.through(POSTGRESQL.address()));
            a.share(HOST, slots(8, 0));
            proxy.hang(true);
            var begun = System.nanoTime();

            a.close();

            var took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.compareTo(Budget.LONGEST_CALL.plusSeconds(1)) < 0, took.toString());
            var refusal = assertThrows(IOException.class, () -> a.share(HOST, slots(8, 0)));
            assertTrue(String.valueOf(refusal.getMessage()).contains("it is closed"), refusal.getMessage());
        }
    }

    @Test
    void aServerThatIsAwayIsSaidToBeAndAskedAgainWhenItIsBack() throws IOException {
        try (var a = node("a")) {
            a.share(HOST, slots(8, 0));
            POSTGRESQL.server().kill();
            try {
                var refusal = assertThrows(IOException.class, () -> a.share(HOST, slots(8, 0)));
                assertTrue(
                        String.valueOf(refusal.getMessage()).contains("tried to share the budget of"),
                        refusal.getMessage());
            } finally {
                POSTGRESQL.server().restart();
            }
            assertEquals(8, untilShared(a).slots());
        }
    }

    /** A server that has just begun again may take longer than a share may. */
    private static Share untilShared(Budget node) throws IOException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                return node.share(HOST, slots(8, 0));
            } catch (IOException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
            }
        }
    }
}
