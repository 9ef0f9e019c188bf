package dev.pinwheel.event;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Instant;

/** A mirror shows the same digest for a tag as its registry does, which it did not since then. */
public record ViewAgreed(Instant at, Watch watch, Watch mirror, Digest digest, Instant since) implements Event {

    @Override
    public String key() {
        return watch + " " + mirror + "@" + digest + " since " + since;
    }
}
