package dev.pinwheel.event;

import dev.pinwheel.image.Watch;
import java.time.Instant;

/** A tag that could not be looked at gave a digest again; {@code failed} is when its looks began to fail. */
public record LookRecovered(Instant at, Watch watch, Instant failed) implements Event {

    @Override
    public String key() {
        return watch + " failed " + failed;
    }
}
