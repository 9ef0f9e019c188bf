package dev.pinwheel.watch;

import dev.pinwheel.event.Source;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tags that sources pin, as they were read last. */
public final class Watchlist {

    private final List<Source> sources;
    private final Map<Source, Set<Watch>> pinned = new ConcurrentHashMap<>();

    /** The list for these sources, none of which has been read yet. */
    public Watchlist(List<Source> sources) {
        this.sources = List.copyOf(sources);
    }

    void put(Source source, Set<Watch> watches) {
        pinned.put(source, Set.copyOf(watches));
    }

    /**
     * Whether a source pins this tag or, where none is named, any tag of the repository; a source that was
     * not read yet may pin anything.
     */
    public boolean mayContain(Repository repository, Optional<Tag> tag) {
        return !pinned.keySet().containsAll(sources)
                || pinned.values().stream().anyMatch(watches -> contains(watches, repository, tag));
    }

    private static boolean contains(Set<Watch> watches, Repository repository, Optional<Tag> tag) {
        return tag.map(named -> watches.contains(new Watch(repository, named))).orElseGet(() -> watches.stream()
                .anyMatch(watch -> watch.repository().equals(repository)));
    }
}
