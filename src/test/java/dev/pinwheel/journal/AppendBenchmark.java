package dev.pinwheel.journal;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.journal.sql.PostgresqlServer;
import dev.pinwheel.journal.sql.SqliteDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many appends a second are acknowledged, beside plain inserts of the same bytes into the same kind of
 * database with the same durability, in the same run; not a test.
 */
final class AppendBenchmark {

    private static final int COUNT = 2_000;
    private static final int CALLERS = 64;

    private AppendBenchmark() {}

    private interface Work {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        var directory = Files.createTempDirectory("pinwheel-bench");
        rawSqlite(directory.resolve("warm-up.db"));
        System.out.println("SQLite");
        var raw = perSecond("raw inserts, one a transaction", () -> rawSqlite(directory.resolve("raw.db")));
        measure(directory.resolve("sqlite"), new SqliteDatabase(directory.resolve("sqlite")), raw);
        try (var server = PostgresqlServer.start()) {
            rawPostgresql(server.newDatabase());
            System.out.println("PostgreSQL");
            var rawThere = perSecond("raw inserts, one a transaction", () -> rawPostgresql(server.newDatabase()));
            measure(directory.resolve("postgresql"), PostgresqlServer.ledger(server.newDatabase()), rawThere);
        }
    }

    private static void measure(Path data, Database database, double raw) throws Exception {
        try (var journal = Journals.open(data, database)) {
            var single = perSecond("appends, one caller", () -> appends(journal, 1, 0));
            var grouped = perSecond("appends, " + CALLERS + " callers", () -> appends(journal, CALLERS, COUNT));
            System.out.printf(Locale.ROOT, "  ratio to raw: %.2f single, %.2f grouped%n", single / raw, grouped / raw);
            var log = new LogDirectory(data.resolve("log"));
            perSecond("entries verified", () -> Verifier.verify(journal.entries(), log, journal.key()));
        }
    }

    private static double perSecond(String what, Work work) throws Exception {
        var begin = System.nanoTime();
        work.run();
        var rate = COUNT * 1e9 / (System.nanoTime() - begin);
        System.out.printf(Locale.ROOT, "  %-40s %,10.0f/s%n", what, rate);
        return rate;
    }

    private static void appends(Journal journal, int callers, int first) throws Exception {
        try (var pool = Executors.newFixedThreadPool(callers)) {
            var told = new ArrayList<Future<?>>();
            for (var number = first; number < first + COUNT; number++) {
                var cycle = new CycleStarted(Samples.NOW.plusMillis(number), "cron");
                told.add(pool.submit(() -> journal.append(cycle)));
            }
            for (var each : told) {
                each.get();
            }
        }
    }

    private static void rawSqlite(Path file) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("CREATE TABLE entry (idx INTEGER PRIMARY KEY, body BLOB NOT NULL)");
            rawInserts(connection);
        }
    }

    private static void rawPostgresql(String address) throws SQLException {
        try (var connection = PostgresqlServer.connect(address);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE entry (idx BIGINT GENERATED ALWAYS AS IDENTITY, body BYTEA NOT NULL)");
            rawInserts(connection);
        }
    }

    private static void rawInserts(Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO entry (body) VALUES (?)")) {
            for (var number = 0; number < COUNT; number++) {
                var cycle = new CycleStarted(Samples.NOW.plusMillis(number), "cron");
                insert.setBytes(1, Fact.of(cycle).leaf().bytes());
                insert.executeUpdate();
            }
        }
    }
}
