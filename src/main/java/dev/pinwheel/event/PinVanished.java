package dev.pinwheel.event;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.List;

/**
 * A pinned digest, or the manifest of one of its platforms, is gone from its registry: whoever builds on
 * it fails, so its rotation is urgent.
 *
 * @param missing the platforms whose manifests are gone; none where the pinned manifest itself is gone
 */
public record PinVanished(Instant at, Watch watch, Digest digest, List<String> missing, String reason)
        implements Event {

    public PinVanished {
        missing = List.copyOf(missing);
    }

    @Override
    public String key() {
        return watch + "@" + digest + " at " + at;
    }
}
