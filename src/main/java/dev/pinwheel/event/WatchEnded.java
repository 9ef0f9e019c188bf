package dev.pinwheel.event;

import dev.pinwheel.image.Watch;
import java.time.Instant;

/** Nothing pins a tag any more whose looks failed since {@code failed}: it is looked at no more, and fails no more. */
public record WatchEnded(Instant at, Watch watch, Instant failed) implements Event {

    @Override
    public String key() {
        return watch + " failed " + failed;
    }
}
