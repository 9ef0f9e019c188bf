package dev.pinwheel.web.hook;

import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import java.util.Optional;

/** Where a message says to look; that something is there is for the look to find out. */
public sealed interface Hint {

    /** A tag may have moved; any tag of the repository where none is named. */
    record Moved(Repository repository, Optional<Tag> tag) implements Hint {}

    /**
     * Commits may have reached a branch of a git repository.
     *
     * @param url one of the repository's addresses, as the sender writes it
     * @param isDefault whether it is the repository's default branch
     */
    record Pushed(String url, String branch, boolean isDefault) implements Hint {}

    /** Something else may have happened in a git repository; {@code what} is the sender's word for it. */
    record Changed(String url, String what) implements Hint {}

    /** There is nothing to look at, for this reason. */
    record Nothing(String reason) implements Hint {}
}
