package dev.pinwheel.event;

import java.time.Instant;

/**
 * A cycle has read every source and looked at every unique tag once.
 *
 * @param started when the cycle began; the key of its {@link CycleStarted}
 * @param sources how many sources were read
 * @param looked how many unique tags were looked at
 * @param moved how many of them showed another digest than before, or their first
 * @param failed how many looks had no answer
 */
public record CycleCompleted(Instant at, Instant started, int sources, int looked, int moved, int failed)
        implements Event {

    @Override
    public String key() {
        return started.toString();
    }
}
