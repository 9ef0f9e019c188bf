package dev.pinwheel.event;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.RegistryHost;
import java.time.Instant;

/**
 * Many tags of a registry give no digest, or give one again, or are pinned no more: said once for all of them that no
 * {@link LookFailed}, {@link LookRecovered} or {@link WatchEnded} of the same round names.
 *
 * @param started when the round began in which it was seen
 * @param over whether they fail no more
 * @param tags how many they are
 * @param outcome the kind of failure, as {@link LookFailed} has it; empty where they give a digest again, and {@link #UNPINNED}
 *     where nothing pins them any more
 * @param reason of one of them; empty where it is over
 * @param list which they are: one a line in the order of their text, in the evidence
 */
public record RegistryOutage(
        Instant at,
        Instant started,
        RegistryHost host,
        boolean over,
        int tags,
        String outcome,
        String reason,
        Descriptor list)
        implements Event {

    /** The outcome of what is over because nothing pins the tags any more. */
    public static final String UNPINNED = "unpinned";

    /** Whether it is over because nothing pins the tags any more, and not because they give a digest. */
    public boolean isUnpinned() {
        return over && outcome.equals(UNPINNED);
    }

    @Override
    public String key() {
        return started + " " + host + " " + outcome + (over ? " over" : "");
    }
}
