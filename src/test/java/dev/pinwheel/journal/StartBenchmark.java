package dev.pinwheel.journal;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.journal.sql.PostgresqlServer;
import dev.pinwheel.journal.sql.SqliteDatabase;
import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How long a ledger of a million entries takes to start, to copy and to rebuild, in each database; not a test. */
final class StartBenchmark {

    private static final int BATCH = 1_000;

    private StartBenchmark() {}

    private interface Work {
        Object run() throws IOException;
    }

    /** Takes the number of entries, a million if not given. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var count = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        var data = Files.createTempDirectory("pinwheel-bench");
        measure("SQLite", data.resolve("sqlite"), new SqliteDatabase(data.resolve("sqlite")), count);
        try (var server = PostgresqlServer.start()) {
            measure("PostgreSQL", data.resolve("postgresql"), PostgresqlServer.ledger(server.newDatabase()), count);
        }
    }

    private static void measure(String name, Path data, Database database, int count) throws IOException {
        System.out.printf(Locale.ROOT, "%s, %,d entries, a checkpoint every %,d%n", name, count, BATCH);
        Journals.open(data, database).close();
        seconds("  filled", () -> fill(data, database, count));
        seconds("  the first start publishes", () -> started(data, database));
        for (var turn = 0; turn < 3; turn++) {
            seconds("  started and closed", () -> started(data, database));
        }
        seconds("  copied into a file", () -> backedUp(data, database));
        seconds("  rebuilt", () -> rebuilt(database));
    }

    private static void seconds(String what, Work work) throws IOException {
        var begin = System.nanoTime();
        work.run();
        System.out.printf(Locale.ROOT, "%-40s %8.2f s%n", what, (System.nanoTime() - begin) / 1e9);
    }

    private static Object started(Path data, Database database) {
        var journal = Journals.open(data, database);
        journal.close();
        return journal;
    }

    private static Object rebuilt(Database database) {
        try (var store = database.open()) {
            store.rebuild();
            return store;
        }
    }

    private static Object backedUp(Path data, Database database) throws IOException {
        var file = data.resolve("backup.db");
        try (var entries = database.read();
                var store = SqliteDatabase.copy(file).open()) {
            return Copy.of(List.of(Original.stored(entries)), new KeyFile(data).verifier(), store);
        } finally {
            System.out.printf(Locale.ROOT, "  %,d bytes", Files.size(file));
            Files.delete(file);
        }
    }

    private static Object fill(Path data, Database database, int count) throws IOException {
        var key = new KeyFile(data).read();
        try (var store = database.open()) {
            var growth = new Growth(store.entries().head(), Samples.NOW);
            for (var number = growth.before().size(); number < count; number++) {
                var fact = Fact.of(event(number));
                growth.add(fact.type().toString(), fact.id(), fact.leaf());
                if (growth.additions().size() == BATCH) {
                    store.append(growth);
                    var head = growth.after();
                    store.keep(SignedCheckpoint.sign(
                            new Checkpoint(key.verifier().name(), head.size(), head.root()), key));
                    growth = new Growth(head, Samples.NOW);
                }
            }
            store.append(growth);
            return store;
        }
    }

    private static Event event(long number) {
        var at = Samples.NOW.plusMillis(number);
        return number % 10 == 0
                ? new CycleStarted(at, "cron")
                : new DigestObserved(
                        at,
                        Samples.PYTHON,
                        Samples.manifest("content " + number),
                        Optional.of(new DigestObserved.Previous(number - 1, Samples.digest("content"))));
    }
}
