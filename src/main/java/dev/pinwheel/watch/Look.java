package dev.pinwheel.watch;

import dev.pinwheel.event.Event;
import dev.pinwheel.image.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What came of a look at a tag.
 *
 * @param digest what the tag points at, if there was an answer
 * @param moved whether that is another digest than before, or its first
 * @param news what there is to record of it
 */
record Look(Optional<Digest> digest, boolean moved, List<Event> news) {

    Look {
        news = List.copyOf(news);
    }
}
