package dev.pinwheel.event;

import dev.pinwheel.image.RegistryHost;
import java.time.Instant;

/**
 * Nobody looked at a registry for longer than the configuration allows, said out loud by the first cycle after.
 *
 * @param from when the last cycle before it began
 * @param until when the first cycle after it began
 * @param looks how many looks fell due in that time; one of each tag's is made good now
 */
public record GapDeclared(Instant at, RegistryHost host, Instant from, Instant until, long looks) implements Event {

    @Override
    public String key() {
        return host + " " + from;
    }
}
