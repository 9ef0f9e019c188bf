package dev.pinwheel.event;

import dev.pinwheel.image.Watch;
import java.time.Instant;

/**
 * The registry gave no digest for a tag in the cycle that began at {@code started}.
 *
 * @param outcome the kind of failure in one word: {@code unknown}, {@code denied}, {@code throttled}, {@code unproven}
 *     where the registry named a digest that it has no manifest of, {@code broken} where we failed ourselves, or one
 *     for each way to be unreachable or wrong, such as {@code no-answer}; entries of earlier versions have {@code
 *     unreachable} and {@code invalid} for all of these
 */
public record LookFailed(Instant at, Instant started, Watch watch, String outcome, String reason) implements Event {

    @Override
    public String key() {
        return started + " " + watch;
    }
}
