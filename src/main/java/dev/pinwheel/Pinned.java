package dev.pinwheel;

import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.image.Aliases;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.watch.WatchVerticle;
import dev.pinwheel.web.hook.Watched;
import java.util.Optional;

/**
 * What sources pin, under the names that the configuration gives mirrors. Until the first cycle is
 * done that is not known, and anything may be pinned.
 */
final class Pinned implements Watched {

    private final WatchVerticle watch;
    private final Aliases aliases;
    private volatile boolean known;

    Pinned(WatchVerticle watch, Aliases aliases) {
        this.watch = watch;
        this.aliases = aliases;
    }

    /** Hears that a cycle is done: its sources have been read. */
    void completed(CycleCompleted done) {
        known = true;
    }

    @Override
    public boolean watches(Repository repository, Optional<Tag> tag) {
        return !known || watch.watches(repository, tag);
    }

    @Override
    public Repository meant(Repository named) {
        return aliases.meant(named);
    }
}
