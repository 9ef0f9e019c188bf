package dev.pinwheel.web.hook;

import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import java.util.Optional;

/** Which tags are looked at; of others nobody needs to tell us. */
public interface Watched {

    /** Whether this tag is watched, or, where none is named, any tag of the repository. */
    boolean watches(Repository repository, Optional<Tag> tag);

    /** The repository that is watched when files or senders name this one, which may be a mirror's. */
    Repository meant(Repository named);
}
