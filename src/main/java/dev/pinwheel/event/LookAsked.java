package dev.pinwheel.event;

import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody says that a tag may have moved: a hint that brings its look forward, and never a fact. A
 * look that began at {@code at} or later answers it.
 *
 * @param from who says so: a hook by its name in the configuration, or the command line
 * @param delivery what tells this message of {@code from} from its others; the same when it is sent again
 * @param tag the tag; every watched tag of the repository where absent
 */
public record LookAsked(Instant at, String from, String delivery, Repository repository, Optional<Tag> tag)
        implements Event {

    /** Whether a watch's look is brought forward. */
    public boolean concerns(Watch watch) {
        return watch.repository().equals(repository)
                && tag.map(watch.tag()::equals).orElse(true);
    }

    /** The watch that is meant, where it is one. */
    public Optional<Watch> watch() {
        return tag.map(named -> new Watch(repository, named));
    }

    /** The repository, and the tag where there is one. */
    public String image() {
        return repository + tag.map(named -> ":" + named).orElse("");
    }

    @Override
    public String key() {
        return from + " " + delivery + " " + image();
    }
}
