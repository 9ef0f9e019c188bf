package dev.pinwheel.journal;

import dev.pinwheel.journal.sql.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;

/** Journals on SQLite whose clock stands still. */
public final class Journals {

    public static final Clock CLOCK = Clock.fixed(Samples.NOW, ZoneOffset.UTC);

    private Journals() {}

    public static Journal open(Path data) {
        return open(data, CLOCK);
    }

    public static Journal open(Path data, Clock clock) {
        return Journal.open(data, Optional.empty(), SqliteStore.open(data), clock);
    }
}
