package dev.pinwheel.watch;

import dev.pinwheel.image.Pin;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which sources pin which tags: each unique tag once. */
final class Pinnings {

    static final Pinnings NONE = new Pinnings(List.of());

    private final Map<Watch, List<PinnedSource>> sources = new HashMap<>();
    private final Map<RegistryHost, List<Watch>> watches = new HashMap<>();
    private final Set<Repository> repositories = new HashSet<>();

    Pinnings(Collection<PinnedSource> pinned) {
        for (var source : pinned) {
            for (var watch : source.pins().keySet()) {
                sources.computeIfAbsent(watch, unseen -> new ArrayList<>(1)).add(source);
            }
        }
        for (var watch : sources.keySet()) {
            var host = watch.repository().host();
            watches.computeIfAbsent(host, unseen -> new ArrayList<>()).add(watch);
            repositories.add(watch.repository());
        }
        watches.values().forEach(list -> list.sort(Comparator.comparing(Watch::toString)));
    }

    Set<RegistryHost> hosts() {
        return watches.keySet();
    }

    /** The tags of a registry, in the order of their text. */
    List<Watch> of(RegistryHost host) {
        return watches.getOrDefault(host, List.of());
    }

    /** The sources that pin a tag. */
    List<PinnedSource> of(Watch watch) {
        return sources.getOrDefault(watch, List.of());
    }

    /** What is pinned of a tag, each digest once. */
    Set<Pin> pins(Watch watch) {
        var pins = new HashSet<Pin>();
        for (var source : of(watch)) {
            source.pins().getOrDefault(watch, List.of()).forEach(digest -> pins.add(new Pin(watch, digest)));
        }
        return pins;
    }

    /** Whether a tag, or any of the repository's where none is named, is pinned by a source. */
    boolean contains(Repository repository, Optional<Tag> tag) {
        return tag.map(named -> sources.containsKey(new Watch(repository, named)))
                .orElseGet(() -> repositories.contains(repository));
    }
}
