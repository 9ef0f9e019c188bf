package dev.pinwheel.watch;

import java.time.Duration;
import java.util.Map;

/**
 * What watching goes by.
 *
 * @param settling when a digest is settled enough to be a candidate
 * @param retry after which time a held or blocked candidate is tried again
 * @param intervals how often things are looked at
 * @param mirrors where else a tag is looked at: what is watched below a key is also there below its value
 */
public record Rules(Settling settling, Duration retry, Intervals intervals, Map<String, String> mirrors) {

    public Rules {
        mirrors = Map.copyOf(mirrors);
    }
}
