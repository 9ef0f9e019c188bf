package dev.pinwheel.event;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Instant;

/** A pinned digest that had vanished can be pulled again. */
public record PinReturned(Instant at, Watch watch, Digest digest, Instant vanished) implements Event {

    @Override
    public String key() {
        return watch + "@" + digest + " vanished " + vanished;
    }
}
