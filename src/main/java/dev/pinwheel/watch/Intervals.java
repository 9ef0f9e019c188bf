package dev.pinwheel.watch;

import java.time.Duration;

/**
 * How often things are looked at.
 *
 * @param least the shortest time between two looks at a tag
 * @param most the longest time between two looks at a tag
 * @param gap after which time without a look at a registry a gap is declared
 * @param liveness how long one round of checks of all pinned digests takes
 * @param patience how long a cycle by the schedule waits for slow registries before it lets the next one begin
 */
public record Intervals(Duration least, Duration most, Duration gap, Duration liveness, Duration patience) {

    public static final Intervals DEFAULT = new Intervals(
            Duration.ofMinutes(15),
            Duration.ofHours(6),
            Duration.ofHours(1),
            Duration.ofDays(1),
            Duration.ofMinutes(1));

    public Intervals {
        if (least.toMillis() < 1 || liveness.toMillis() < 1 || most.compareTo(least) < 0) {
            throw new IllegalArgumentException("not intervals: least " + least + ", most " + most + ", liveness "
                    + liveness + "; least and liveness are longer than nothing, and most is not shorter than least");
        }
    }
}
