package dev.pinwheel.journal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.watch.LookLines;
import dev.pinwheel.watch.LookLinesContract;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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

    /** A row for each line, as a round that is slow makes them. */
    private static void addRows(int count) {
        sql("INSERT INTO look (host, lines) SELECT '" + HOST.name() + "', 'line ' || number || E'\\n'"
                + " FROM generate_series(1, " + count + ") AS number");
    }

    private static void sql(String statement) {
        POSTGRESQL.superuser(statement);
    }

    /** Does this before or after rows are deleted. */
    private static void whenDeleting(String when, String what) {
        sql("CREATE FUNCTION deleting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + what
                + "; RETURN OLD; END $$; CREATE TRIGGER deleting " + when + " EXECUTE FUNCTION deleting()");
    }

    @Test
    void manyRowsAreReadInFewTransactions() throws Exception {
        addRows(50_000);
        var before = transactions();
        try (var lines = lines(LookLines.MOST)) {
            var expected = IntStream.rangeClosed(1, 50_000)
                    .mapToObj(number -> "line " + number)
                    .toList();
            assertEquals(expected, read(lines, HOST));
        }
        var took = transactions() - before;
        assertTrue(took < 200, took + " transactions");
    }

    /** All that ended until now, also those of sessions that are about to tell. */
    private static long transactions() throws Exception {
        var others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND backend_type = 'client backend' AND pid <> pg_backend_pid()";
        while (number(others) > 0) {
            aMoment();
        }
        return number("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
    }

    private static long number(String query) throws Exception {
        try (var connection = PostgresqlServer.connect(POSTGRESQL.address());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            assertTrue(rows.next());
            return rows.getLong(1);
        }
    }

    /** All rows together take longer than a transaction may. */
    @Test
    void manyRowsAreDeletedByASlowServer() throws IOException {
        addRows(100_000);
        whenDeleting("BEFORE DELETE ON look FOR EACH ROW WHEN (OLD.id % 100 = 0)", "PERFORM pg_sleep(0.002)");
        try (var lines = lines(LookLines.MOST)) {
            lines.add(OTHER, "other");
            lines.delete(HOST);
            lines.add(HOST, "later");

            assertEquals(List.of("later"), read(lines, HOST));
            assertEquals(List.of("other"), read(lines, OTHER));
        }
    }

    @Test
    void whatIsAddedWhileRowsAreDeletedStays() throws IOException {
        addRows(12_000);
        whenDeleting(
                "AFTER DELETE ON look FOR EACH STATEMENT",
                "INSERT INTO look (host, lines) VALUES ('" + HOST.name() + "', 'meanwhile')");
        try (var lines = lines(LookLines.MOST)) {
            lines.delete(HOST);

            assertEquals(List.of("meanwhile", "meanwhile", "meanwhile"), read(lines, HOST));
        }
    }

    @Test
    void whatCouldNotBeDeletedIsDeletedLater() throws Exception {
        addRows(10);
        try (var lines = lines(LookLines.MOST)) {
            try (var connection = PostgresqlServer.connect(POSTGRESQL.address());
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE look");
                lines.delete(HOST);
                assertThrows(IOException.class, () -> read(lines, HOST));
            }
            while (!isRead(lines)) {
                aMoment();
            }
            assertEquals(List.of(), read(lines, HOST));
        }
    }
}
