package dev.pinwheel.watch;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Pin;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which sources pin which tags: each unique tag once. */
final class Pinnings {

    static final Pinnings NONE = new Pinnings(List.of());

    private final Map<Watch, List<PinnedSource>> sources = new HashMap<>();
    private final Map<RegistryHost, List<Watch>> watches = new HashMap<>();
    private final Set<Repository> repositories = new HashSet<>();

    Pinnings(Collection<PinnedSource> pinned) {
        for (var source : pinned) {
            for (var watch : source.pins().keySet()) {
                sources.merge(watch, List.of(source), Pinnings::joined);
            }
        }
        for (var watch : sources.keySet()) {
            var host = watch.repository().host();
            watches.computeIfAbsent(host, unseen -> new ArrayList<>()).add(watch);
            repositories.add(watch.repository());
        }
        watches.replaceAll((host, list) ->
                list.stream().sorted(Comparator.comparing(Watch::toString)).toList());
    }

    private static List<PinnedSource> joined(List<PinnedSource> one, List<PinnedSource> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
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

    /** Whether a source pins a tag. */
    boolean contains(Watch watch) {
        return sources.containsKey(watch);
    }

    /** Whether a source pins this. */
    boolean contains(Pin pin) {
        return pins(pin.watch()).contains(pin);
    }

    /** A tag as the object that is kept of it anyway; empty where nothing pins it. */
    Optional<Watch> same(Watch watch) {
        var all = of(watch.repository().host());
        var place = Collections.binarySearch(all, watch, Comparator.comparing(Watch::toString));
        return place < 0 ? Optional.empty() : Optional.of(all.get(place));
    }

    /** A digest of a tag as the object that is kept of it anyway, where it is pinned. */
    Digest same(Watch watch, Digest digest) {
        for (var source : of(watch)) {
            for (var pinned : source.pins().getOrDefault(watch, List.of())) {
                if (pinned.equals(digest)) {
                    return pinned;
                }
            }
        }
        return digest;
    }

    /** Whether a tag, or any of the repository's where none is named, is pinned by a source. */
    boolean contains(Repository repository, Optional<Tag> tag) {
        return tag.map(named -> sources.containsKey(new Watch(repository, named)))
                .orElseGet(() -> repositories.contains(repository));
    }
}
