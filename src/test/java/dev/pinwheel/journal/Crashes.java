package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.ledger.ConsistencyProof;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Processes that append until something is killed under them, and what must hold after each of them. */
final class Crashes {

    private static final int MOST_ACKNOWLEDGED = 500;
    private static final int OVERLAP = 20;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<Integer, Long> acknowledged = new HashMap<>();
    private final List<SignedCheckpoint> published = new ArrayList<>();
    private final Path data;
    private final Database database;
    private final List<String> place;

    /**
     * A ledger that crashes.
     *
     * @param place the database as {@link AppendingProcess} wants to hear it
     */
    Crashes(Path data, Database database, String... place) {
        this.data = data;
        this.database = database;
        this.place = List.of(place);
    }

    /** The same, with a program that runs the process and meddles with what the system answers it. */
    int run(List<String> meddler) throws IOException, InterruptedException {
        return run(meddler, appending -> {});
    }

    /** What is killed, once some entries were acknowledged. */
    @FunctionalInterface
    interface Killing {
        void kill(Process appending);
    }

    /** Lets a process append, kills, and says how the process ended; what it acknowledged is noted. */
    int run(Killing killing) throws IOException, InterruptedException {
        return run(List.of(), killing);
    }

    private int run(List<String> meddler, Killing killing) throws IOException, InterruptedException {
        var process = start(meddler);
        try (var lines = process.inputReader()) {
            note(lines, 1 + random.nextInt(MOST_ACKNOWLEDGED));
            killing.kill(process);
            note(lines, Integer.MAX_VALUE);
            assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it goes on as if nothing were" + seeded());
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** The first numbers of a round are told again, as a restarted bot would. */
    private Process start(List<String> meddler) throws IOException {
        var first = Math.max(0, acknowledged.size() - OVERLAP);
        var line = new ArrayList<>(meddler);
        line.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName(),
                data.toString(),
                Integer.toString(first)));
        line.addAll(place);
        return new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void note(BufferedReader lines, int most) throws IOException {
        var left = most;
        for (var line = wholeLine(lines); line.isPresent(); line = wholeLine(lines)) {
            var words = line.get().split(" ", 2);
            var other = acknowledged.putIfAbsent(Integer.valueOf(words[1]), Long.valueOf(words[0]));
            assertTrue(other == null || other == Long.parseLong(words[0]), "told twice, recorded twice" + seeded());
            collectPublished();
            if (--left == 0) {
                return;
            }
        }
    }

    private void collectPublished() throws IOException {
        new LogDirectory(data.resolve("log"))
                .checkpoint()
                .filter(signed -> published.isEmpty() || !published.getLast().equals(signed))
                .ifPresent(published::add);
    }

    /** A line that the kill cut short acknowledges nothing. */
    private static Optional<String> wholeLine(BufferedReader lines) throws IOException {
        var text = new StringBuilder();
        for (var next = lines.read(); next >= 0; next = lines.read()) {
            if (next == '\n') {
                return Optional.of(text.toString());
            }
            text.append((char) next);
        }
        return Optional.empty();
    }

    /** Everything that was acknowledged is there once, and all that was ever published is a beginning of it. */
    void check() throws IOException {
        collectPublished();
        try (var journal = Journal.open(data, Optional.empty(), database.open(), Clock.systemUTC())) {
            var entries = journal.entries();
            acknowledged.forEach((number, index) -> {
                var entry = entries.entry(index).orElseThrow(() -> new AssertionError("lost " + index + seeded()));
                assertEquals(AppendingProcess.cycle(number), entry.recorded().event(), seeded());
            });
            var now = journal.publish().checkpoint();
            for (var signed : published) {
                var then = signed.checkpoint();
                var proof = ConsistencyProof.of(then.size(), now.size(), entries);
                assertTrue(proof.proves(then.root(), now.root()), seeded());
            }
            assertInstanceOf(
                    Verification.Verified.class, Verifier.verify(entries, journal.log(), journal.key()), seeded());
        }
    }

    private String seeded() {
        return " (seed " + seed + ", " + acknowledged.size() + " acknowledged)";
    }
}
