package dev.pinwheel.journal;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.journal.sql.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that records cycles, several at once, until it is killed, and prints each that is acknowledged. */
final class AppendingProcess {

    private static final int CALLERS = 4;

    private AppendingProcess() {}

    /** Takes the data directory and the number of the first cycle. */
    public static void main(String[] arguments) {
        var journal = Journal.open(
                Path.of(arguments[0]), Optional.empty(), SqliteStore.open(Path.of(arguments[0])), Clock.systemUTC());
        var next = new AtomicInteger(Integer.parseInt(arguments[1]));
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            for (var caller = 0; caller < CALLERS; caller++) {
                callers.execute(() -> record(journal, next));
            }
        }
    }

    private static void record(Journal journal, AtomicInteger next) {
        while (true) {
            var number = next.getAndIncrement();
            var recorded = journal.append(cycle(number));
            System.out.println(recorded.index() + " " + number);
        }
    }

    static CycleStarted cycle(int number) {
        return new CycleStarted(Samples.NOW.plusMillis(number), "cycle " + number);
    }
}
