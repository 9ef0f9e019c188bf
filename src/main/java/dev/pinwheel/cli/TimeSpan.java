package dev.pinwheel.cli;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From when and up to when entries are meant. */
final class TimeSpan {

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only entries at or after this time, as 2026-07-01 or 2026-07-01T12:00:00Z (UTC).")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only entries before this time.")
    private @Nullable Instant to;

    Optional<Instant> from() {
        return Optional.ofNullable(from);
    }

    Optional<Instant> to() {
        return Optional.ofNullable(to);
    }
}
