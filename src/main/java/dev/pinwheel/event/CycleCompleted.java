package dev.pinwheel.event;

import java.time.Instant;

/**
 * A cycle has read every source and looked at every unique tag that was due, but for those of registries whose rounds go
 * on; the entry of each of these says what came of it.
 *
 * @param started when the cycle began; the key of its {@link CycleStarted}
 * @param sources how many sources were read
 * @param looked how many unique tags were looked at
 * @param moved how many of them showed another digest than before, or their first
 * @param failed how many looks had no answer
 * @param underWay how many registries are still being looked at
 */
public record CycleCompleted(Instant at, Instant started, int sources, int looked, int moved, int failed, int underWay)
        implements Event {

    /** One that waited for all rounds. */
    public CycleCompleted(Instant at, Instant started, int sources, int looked, int moved, int failed) {
        this(at, started, sources, looked, moved, failed, 0);
    }

    @Override
    public String key() {
        return started.toString();
    }
}
