package dev.pinwheel.watch;

import dev.pinwheel.event.Source;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.util.List;
import java.util.Map;

/** What a source pins at a commit: for each watch, the digests that are written. */
record PinnedSource(Source source, String branch, String commit, Map<Watch, List<Digest>> pins) {

    PinnedSource {
        pins = Map.copyOf(pins);
    }
}
