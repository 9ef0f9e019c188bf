package dev.pinwheel.journal;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.journal.sql.PostgresqlServer;
import dev.pinwheel.journal.sql.SqliteDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that records cycles, several at once, until it is killed or refused, and prints each that is acknowledged. */
final class AppendingProcess {

    private static final int CALLERS = 4;

    private AppendingProcess() {}

    /** Takes the data directory, the number of the first cycle, and a PostgreSQL address if it is not SQLite. */
    public static void main(String[] arguments) throws InterruptedException {
        var data = Path.of(arguments[0]);
        var database = arguments.length < 3 ? new SqliteDatabase(data) : PostgresqlServer.ledger(arguments[2]);
        var journal = Journal.open(data, Optional.empty(), database.open(), Clock.systemUTC());
        var next = new AtomicInteger(Integer.parseInt(arguments[1]));
        var refused = new AtomicInteger();
        var callers = new Thread[CALLERS];
        for (var caller = 0; caller < CALLERS; caller++) {
            callers[caller] = Thread.ofPlatform().start(() -> {
                record(journal, next);
                refused.incrementAndGet();
            });
        }
        for (var caller : callers) {
            caller.join();
        }
        System.exit(refused.get());
    }

    /** Until the journal refuses, which it must go on doing. */
    private static void record(Journal journal, AtomicInteger next) {
        try {
            while (true) {
                var number = next.getAndIncrement();
                var recorded = journal.append(cycle(number));
                System.out.println(recorded.index() + " " + number);
            }
        } catch (JournalException e) {
            System.err.println(e.getMessage());
        }
    }

    static CycleStarted cycle(int number) {
        return new CycleStarted(Samples.NOW.plusMillis(number), "cycle " + number);
    }
}
