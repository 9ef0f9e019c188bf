package dev.pinwheel.journal;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.journal.sql.PostgresqlServer;
import dev.pinwheel.journal.sql.SqliteDatabase;
import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How long a ledger of a million entries takes to start, to check, to copy and to rebuild, in each database; not a test. */
final class StartBenchmark {

    private static final int BATCH = 1_000;

    private StartBenchmark() {}

    private interface Work {
        Object run() throws IOException;
    }

    /** Takes the number of entries, a million if not given, and how many of them each checkpoint covers, or a thousand. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var count = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        var every = arguments.length < 2 ? BATCH : Integer.parseInt(arguments[1]);
        var data = Files.createTempDirectory("pinwheel-bench");
        measure("SQLite", data.resolve("sqlite"), new SqliteDatabase(data.resolve("sqlite")), count, every);
        try (var server = PostgresqlServer.start()) {
            measure(
                    "PostgreSQL",
                    data.resolve("postgresql"),
                    PostgresqlServer.ledger(server.newDatabase()),
                    count,
                    every);
        }
    }

    private static void measure(String name, Path data, Database database, int count, int every) throws IOException {
        System.out.printf(Locale.ROOT, "%s, %,d entries, a checkpoint every %,d%n", name, count, every);
        Journals.open(data, database).close();
        seconds("  filled", () -> fill(data, database, count, every));
        seconds("  the first start publishes", () -> started(data, database));
        for (var turn = 0; turn < 3; turn++) {
            seconds("  started and closed", () -> started(data, database));
        }
        seconds("  started, all signatures verified", () -> checked(data, database));
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

    private static Object checked(Path data, Database database) {
        try (var journal = Journals.open(data, database)) {
            journal.awaitChecked(Duration.ofHours(1));
            return journal;
        }
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
            return Copy.of(List.of(Original.stored(entries)), new KeyFile(data).anchor(), store);
        } finally {
            System.out.printf(Locale.ROOT, "  %,d bytes", Files.size(file));
            Files.delete(file);
        }
    }

    private static Object fill(Path data, Database database, int count, int every) throws IOException {
        var key = new KeyFile(data).read();
        try (var store = database.open()) {
            for (var from = store.entries().head().size(); from < count; from += BATCH) {
                var to = Math.min(count, from + BATCH);
                store.together(() -> grow(store, to, every, key));
            }
            return store;
        }
    }

    private static void grow(Store store, long to, int every, SigningKey key) {
        var head = store.entries().head();
        while (head.size() < to) {
            var growth = new Growth(head, Samples.NOW);
            while (growth.additions().size() < every
                    && head.size() + growth.additions().size() < to) {
                var fact = Fact.of(event(head.size() + growth.additions().size()));
                growth.add(fact.type().toString(), fact.id(), fact.leaf());
            }
            store.append(growth);
            head = growth.after();
            store.keep(SignedCheckpoint.sign(new Checkpoint(key.verifier().name(), head.size(), head.root()), key));
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
