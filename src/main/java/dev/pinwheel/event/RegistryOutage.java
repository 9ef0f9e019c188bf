package dev.pinwheel.event;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.RegistryHost;
import java.time.Instant;

/**
 * Many tags of a registry give no digest, or give one again: said once for all of them that no {@link LookFailed} or
 * {@link LookRecovered} of the same round names.
 *
 * @param started when the round began in which it was seen
 * @param over whether they give one again
 * @param tags how many they are
 * @param outcome the kind of failure, as {@link LookFailed} has it; empty where it is over
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

    @Override
    public String key() {
        return started + " " + host + " " + outcome + (over ? " over" : "");
    }
}
