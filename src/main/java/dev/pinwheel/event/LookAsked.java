package dev.pinwheel.event;

import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody says that a tag may have moved: a hint that brings its look forward, and never a fact. A
 * look that began when it was due or later answers it.
 *
 * @param from who says so: a hook by its name in the configuration, or the command line
 * @param delivery what tells this message of {@code from} from its others; the same when it is sent again
 * @param tag the tag; every watched tag of the repository where absent
 */
public record LookAsked(Instant at, String from, String delivery, Repository repository, Optional<Tag> tag)
        implements Event {

    /** How long a look waits: registries tell of a push before they move the tag. */
    public static final Duration UNTIL_MOVED = Duration.ofSeconds(2);

    /** When the look is due. */
    public Instant due() {
        return at.plus(UNTIL_MOVED);
    }

    /** Whether a look that began at this time answers it. */
    public boolean isDue(Instant began) {
        return !due().isAfter(began);
    }

    /** How long it is from now until the look is due; the whole time where the clock has been set back since. */
    public Duration left(Instant now) {
        if (at.isAfter(now)) {
            return UNTIL_MOVED;
        }
        return due().isAfter(now) ? Duration.between(now, due()) : Duration.ZERO;
    }

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
