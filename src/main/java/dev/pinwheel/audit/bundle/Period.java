package dev.pinwheel.audit.bundle;

import dev.pinwheel.journal.Entry;
import java.time.Instant;
import java.util.Optional;

/** From a time up to, not including, another; what is absent bounds nothing. */
public record Period(Optional<Instant> from, Optional<Instant> to) {

    public static final Period ALL = new Period(Optional.empty(), Optional.empty());

    boolean isUnbounded() {
        return from.isEmpty() && to.isEmpty();
    }

    boolean holds(Entry entry) {
        var at = entry.text("at").map(Instant::parse);
        return at.isPresent()
                && from.map(begin -> !at.get().isBefore(begin)).orElse(true)
                && to.map(end -> at.get().isBefore(end)).orElse(true);
    }
}
