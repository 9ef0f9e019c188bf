package dev.pinwheel;

import dev.pinwheel.image.Aliases;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.watch.Watchlist;
import dev.pinwheel.web.hook.Watched;
import java.util.Optional;

/** What sources pin, under the names that the configuration gives mirrors. */
record Pinned(Watchlist watchlist, Aliases aliases) implements Watched {

    @Override
    public boolean watches(Repository repository, Optional<Tag> tag) {
        return watchlist.mayContain(repository, tag);
    }

    @Override
    public Repository meant(Repository named) {
        return aliases.meant(named);
    }
}
