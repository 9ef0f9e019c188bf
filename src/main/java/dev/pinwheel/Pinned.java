package dev.pinwheel;

import dev.pinwheel.image.Aliases;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.watch.WatchVerticle;
import dev.pinwheel.web.hook.Watched;
import java.util.Optional;

/** What sources pin, under the names that the configuration gives mirrors. */
final class Pinned implements Watched {

    private final WatchVerticle watch;
    private final Aliases aliases;

    Pinned(WatchVerticle watch, Aliases aliases) {
        this.watch = watch;
        this.aliases = aliases;
    }

    @Override
    public boolean watches(Repository repository, Optional<Tag> tag) {
        return watch.watches(repository, tag);
    }

    @Override
    public Repository meant(Repository named) {
        return aliases.meant(named);
    }
}
