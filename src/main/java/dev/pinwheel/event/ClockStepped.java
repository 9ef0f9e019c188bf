package dev.pinwheel.event;

import dev.pinwheel.image.RegistryHost;
import java.time.Instant;

/**
 * The clock was set back: a registry's last round began at a time that is yet to come. What fell due since is not
 * known, so all of its tags are looked at.
 *
 * @param ahead when that round began, by the clock as it was then
 */
public record ClockStepped(Instant at, RegistryHost host, Instant ahead) implements Event {

    @Override
    public String key() {
        return host + " " + ahead;
    }
}
