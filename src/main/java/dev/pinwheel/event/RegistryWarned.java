package dev.pinwheel.event;

import dev.pinwheel.image.RegistryHost;
import java.time.Instant;

/** A registry wants people to know something, by a {@code Warning} header (RFC 7234, 5.5); each text once. */
public record RegistryWarned(Instant at, RegistryHost host, String text) implements Event {

    @Override
    public String key() {
        return host + " " + text;
    }
}
