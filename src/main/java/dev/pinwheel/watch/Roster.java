package dev.pinwheel.watch;

import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Which tags each registry's last round was for, as far as this process knows it. */
final class Roster {

    private final Map<RegistryHost, List<Watch>> last = new ConcurrentHashMap<>();
    private final Set<Watch> lookedAt = ConcurrentHashMap.newKeySet();
    private final Set<RegistryHost> unknown = ConcurrentHashMap.newKeySet();
    private volatile boolean isKnown;

    /** A registry's tags in its last round; none if nobody pinned any, and empty where this process does not know it. */
    Optional<List<Watch>> last(RegistryHost host) {
        return Optional.ofNullable(last.get(host))
                .or(() -> isKnown && !unknown.contains(host) ? Optional.of(List.of()) : Optional.empty());
    }

    /**
     * Those of a registry's tags that were not in its last round, nor looked at since: nobody looks at a tag while nobody
     * pins it.
     */
    Set<Watch> added(RegistryHost host, List<Watch> now) {
        return last(host).filter(before -> before != now).map(HashSet::new).stream()
                .flatMap(before -> now.stream().filter(watch -> !before.contains(watch) && !lookedAt.contains(watch)))
                .collect(Collectors.toSet());
    }

    /** Notes that a round was done for these. */
    void done(RegistryHost host, List<Watch> watches) {
        last.put(host, watches);
        unknown.remove(host);
        lookedAt.removeIf(watch -> watch.repository().host().equals(host));
    }

    /** Notes that a tag that was not in its registry's last round was looked at beside the rounds. */
    void lookedAt(Watch added) {
        lookedAt.add(added);
    }

    /**
     * Notes that a cycle's rounds have begun, of all registries of which anything is pinned.
     *
     * @param isComplete whether those are all: it is known of every source what it pins
     */
    void begun(Set<RegistryHost> hosts, boolean isComplete) {
        last.keySet().retainAll(hosts);
        lookedAt.removeIf(watch -> !hosts.contains(watch.repository().host()));
        if (!isKnown) {
            unknown.addAll(hosts);
        }
        unknown.retainAll(hosts);
        isKnown = isKnown || isComplete;
    }
}
