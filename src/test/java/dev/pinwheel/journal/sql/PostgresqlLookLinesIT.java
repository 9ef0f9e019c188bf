package dev.pinwheel.journal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.watch.LookLines;
import dev.pinwheel.watch.LookLinesContract;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class PostgresqlLookLinesIT extends LookLinesContract {

    @RegisterExtension
    static final SharedPostgresql POSTGRESQL = new SharedPostgresql();

    @BeforeEach
    void makeTables() {
        PostgresqlServer.ledger(POSTGRESQL.address()).open().close();
    }

    @Override
    protected LookLines lines(long most) {
        return lines(POSTGRESQL.address(), most);
    }

    private static LookLines lines(String address, long most) {
        return new PostgresqlLookLines(PostgresqlAddress.parse(address), Optional.of(PostgresqlServer.PASSWORD), most);
    }

    /** As after a kill: nobody closes anything. */
    @Test
    void linesAreThereForAnotherNodeAMomentAfterTheyAreAdded() throws IOException {
        var killed = lines(LookLines.MOST);
        killed.add(HOST, "line");
        try (var next = lines(LookLines.MOST)) {
            var read = read(next, HOST);
            while (read.isEmpty()) {
                read = read(next, HOST);
            }
        }
        killed.close();
    }

    @Test
    void noLookWaitsForAServerThatHangsAndItIsSaid() throws Exception {
        try (var proxy = HangingProxy.before(POSTGRESQL.address());
                var lines = lines(proxy.through(POSTGRESQL.address()), LookLines.MOST)) {
            lines.add(HOST, "before");
            read(lines, HOST);
            proxy.hang(true);
            var slowest = Duration.ZERO;
            Optional<IOException> told = Optional.empty();
            while (told.isEmpty()) {
                aMoment();
                var begun = System.nanoTime();
                told = refusal(lines);
                var took = Duration.ofNanos(System.nanoTime() - begun);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }

            assertTrue(slowest.compareTo(Duration.ofMillis(500)) < 0, slowest.toString());
            assertTrue(String.valueOf(told.get().getMessage()).contains("tried to note what was looked at"));
            var begun = System.nanoTime();
            assertThrows(IOException.class, () -> read(lines, OTHER));
            assertTrue(System.nanoTime() - begun < 500_000_000L, "who reads waits");
        }
    }

    private static void aMoment() {
        var later = CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS);
        CompletableFuture.runAsync(() -> {}, later).join();
    }

    private static boolean isRead(LookLines lines) {
        try {
            read(lines, HOST);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<IOException> refusal(LookLines lines) {
        try {
            lines.add(HOST, "line");
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    @Test
    void linesAreKeptAgainWhenTheServerIsBack() throws Exception {
        try (var lines = lines(LookLines.MOST)) {
            POSTGRESQL.server().kill();
            try {
                assertThrows(IOException.class, () -> read(lines, HOST));
                assertThrows(IOException.class, () -> lines.add(HOST, "not kept"));
            } finally {
                POSTGRESQL.server().restart();
            }
            while (!isRead(lines)) {
                aMoment();
            }
            lines.add(HOST, "kept again");
            assertTrue(read(lines, HOST).contains("kept again"));
        }
    }

    /** So that five thousand looks a second cost few transactions. */
    @Test
    void manyLinesAreFewRows() throws Exception {
        try (var lines = lines(LookLines.MOST)) {
            for (var number : IntStream.range(0, 5_000).toArray()) {
                lines.add(HOST, "line " + number);
            }
            assertEquals(5_000, read(lines, HOST).size());
        }
        try (var connection = PostgresqlServer.connect(POSTGRESQL.address());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM look")) {
            assertTrue(rows.next());
            assertTrue(rows.getInt(1) < 50, rows.getInt(1) + " rows");
        }
    }
}
