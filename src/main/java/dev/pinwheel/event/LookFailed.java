package dev.pinwheel.event;

import dev.pinwheel.image.Watch;
import java.time.Instant;

/**
 * The registry gave no digest for a tag in the cycle that began at {@code started}.
 *
 * @param outcome the kind of failure in one word: {@code unknown}, {@code denied}, {@code
 *     throttled}, {@code unreachable}, {@code invalid}, or {@code unproven}: the registry named a digest and has no
 *     manifest that hashes to it
 */
public record LookFailed(Instant at, Instant started, Watch watch, String outcome, String reason) implements Event {

    @Override
    public String key() {
        return started + " " + watch;
    }
}
