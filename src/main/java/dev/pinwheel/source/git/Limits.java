package dev.pinwheel.source.git;

import java.time.Duration;

/**
 * How much one source may ask of us.
 *
 * @param files how many files a commit may hold
 * @param bytes how many bytes a fetch may receive over HTTP, and a work tree may take
 * @param time how long one exchange with the remote may take
 * @param silence how long the remote may say nothing
 */
public record Limits(int files, long bytes, Duration time, Duration silence) {

    public static final Limits DEFAULT = new Limits(200_000, 2L << 30, Duration.ofMinutes(10), Duration.ofSeconds(30));
}
