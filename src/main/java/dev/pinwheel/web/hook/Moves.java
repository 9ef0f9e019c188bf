package dev.pinwheel.web.hook;

import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import java.util.Optional;

/** Hints that tags have moved, of what senders call a repository and a tag. */
final class Moves {

    private static final Hint UNTAGGED = new Hint.Nothing("something without a tag was pushed");

    private Moves() {}

    /** The hint that a tag has moved; none where what was pushed is called by its digest, or by nothing. */
    static Hint of(Repository repository, Optional<String> tag) {
        return tag.filter(name -> !name.contains(":"))
                .<Hint>map(name -> new Hint.Moved(repository, Optional.of(new Tag(name))))
                .orElse(UNTAGGED);
    }

    /** The hint that some tag of a repository has moved. */
    static Hint ofAny(Repository repository) {
        return new Hint.Moved(repository, Optional.empty());
    }
}
