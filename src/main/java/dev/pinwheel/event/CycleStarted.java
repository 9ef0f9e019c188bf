package dev.pinwheel.event;

import java.time.Instant;

/** It is time to read the sources and to look at their tags; {@code trigger} says what called for it. */
public record CycleStarted(Instant at, String trigger, Scope scope) implements Event {

    /** Which tags a cycle looks at. */
    public enum Scope {
        /** Every tag, as when somebody asks for a cycle. */
        ALL,
        /** The tags whose looks have fallen due since the cycle before. */
        DUE
    }

    /** A cycle that looks at every tag. */
    public CycleStarted(Instant at, String trigger) {
        this(at, trigger, Scope.ALL);
    }

    @Override
    public String key() {
        return at.toString();
    }
}
