package dev.pinwheel.event;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.util.Comparator;
import java.util.List;

/**
 * A digest considered for one source's pins of one tag.
 *
 * @param pinned the digests that the source pins now, each once, in the order of their text
 * @param digest the digest that would take their place
 */
public record Candidate(Source source, Watch watch, List<Digest> pinned, Digest digest) {

    public Candidate {
        pinned = pinned.stream()
                .distinct()
                .sorted(Comparator.comparing(Digest::toString))
                .toList();
    }

    /** What tells this candidate from every other, as text. */
    public String key() {
        return source + " " + watch + " " + pinned + " " + digest;
    }
}
