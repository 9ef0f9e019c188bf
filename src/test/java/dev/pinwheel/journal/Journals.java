package dev.pinwheel.journal;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.ledger.Ed25519;
import dev.pinwheel.ledger.SigningKey;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Journals on SQLite whose clock stands still. */
public final class Journals {

    public static final Clock CLOCK = Clock.fixed(Samples.NOW, ZoneOffset.UTC);

    private Journals() {}

    public static Journal open(Path data) {
        return open(data, CLOCK);
    }

    /** A journal in another database than the one of its data directory. */
    public static Journal open(Path data, Database database) {
        return Journal.open(data, Optional.empty(), database.open(), CLOCK);
    }

    /** A key that no ledger has. */
    public static SigningKey newKey() {
        return newKey("example.com/other");
    }

    /** A new key of this name. */
    public static SigningKey newKey(String name) {
        var keys = Ed25519.newKeys();
        return new SigningKey(new VerifierKey(name, keys.getPublic()), keys.getPrivate());
    }

    /** The key that signs the ledger in this directory now. */
    public static SigningKey keyOf(Path data) throws IOException {
        return new KeyFile(data).read();
    }

    public static Journal open(Path data, Clock clock) {
        return Journal.open(data, Optional.empty(), SqliteStore.open(data), clock);
    }

    /** Forges a ledger under this key's name, which another key signs, and whose last entry claims to rotate this key in. */
    public static void forgeTwin(Path data, VerifierKey victim) {
        try (var forged = Journal.open(data, Optional.of(victim.name()), SqliteStore.open(data), CLOCK)) {
            recordCycles(forged, 0, 300);
            forged.record(new KeyRotated(Samples.NOW, victim.toString(), "because I can"));
        }
    }

    /** Records one cycle for each number, all at once. */
    public static void recordCycles(Journal journal, int from, int to) {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var told = IntStream.range(from, to)
                    .mapToObj(number -> new CycleStarted(Samples.NOW.plusMillis(number), "cron"))
                    .map(cycle -> CompletableFuture.runAsync(() -> journal.append(cycle), callers))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(told).join();
        }
    }
}
