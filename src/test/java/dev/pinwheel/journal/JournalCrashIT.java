package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.journal.sql.SqliteStore;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JournalCrashIT {

    private static final int ROUNDS = 6;
    private static final int MOST_ACKNOWLEDGED = 500;
    private static final int OVERLAP = 20;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<Integer, Long> acknowledged = new HashMap<>();
    private final List<SignedCheckpoint> published = new ArrayList<>();

    @TempDir
    private Path data;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whatWasAcknowledgedIsThereOnceWhereverTheProcessWasKilled() throws IOException, InterruptedException {
        for (var round = 0; round < ROUNDS; round++) {
            runAndKill();
            new LogDirectory(data.resolve("log")).checkpoint().ifPresent(published::add);
            checkAll();
        }
    }

    /** The first numbers of a round are told again, as a restarted bot would. */
    private void runAndKill() throws IOException, InterruptedException {
        var first = Math.max(0, acknowledged.size() - OVERLAP);
        var java = ProcessHandle.current().info().command().orElseThrow();
        var process = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        data.toString(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = process.inputReader()) {
            note(lines, 1 + random.nextInt(MOST_ACKNOWLEDGED));
            process.toHandle().destroyForcibly();
            note(lines, Integer.MAX_VALUE);
        } finally {
            process.destroyForcibly();
            assertEquals(128 + 9, process.waitFor(), "killed, not ended");
        }
    }

    private void note(BufferedReader lines, int most) throws IOException {
        var left = most;
        for (var line = wholeLine(lines); line.isPresent(); line = wholeLine(lines)) {
            var words = line.get().split(" ", 2);
            var other = acknowledged.putIfAbsent(Integer.valueOf(words[1]), Long.valueOf(words[0]));
            assertTrue(other == null || other == Long.parseLong(words[0]), "told twice, recorded twice" + seeded());
            if (--left == 0) {
                return;
            }
        }
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

    private void checkAll() {
        try (var journal = Journal.open(data, Optional.empty(), SqliteStore.open(data), Clock.systemUTC())) {
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
            var log = new LogDirectory(data.resolve("log"));
            assertInstanceOf(Verification.Verified.class, Verifier.verify(entries, log, journal.key()), seeded());
        }
    }

    private String seeded() {
        return " (seed " + seed + ")";
    }
}
