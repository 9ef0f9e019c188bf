package dev.pinwheel.watch;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Watch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One object for each value that a hundred thousand watches have in common, so that they fit into little memory. */
final class Shared {

    private final Map<RegistryHost, RegistryHost> hosts = new ConcurrentHashMap<>();
    private final Map<Repository, Repository> repositories = new ConcurrentHashMap<>();

    /** The same pins. */
    Map<Watch, List<Digest>> of(Map<Watch, List<Digest>> pins) {
        var shared = HashMap.<Watch, List<Digest>>newHashMap(pins.size());
        pins.forEach((watch, digests) -> shared.put(of(watch), List.copyOf(digests)));
        return shared;
    }

    private Watch of(Watch watch) {
        return new Watch(repositories.computeIfAbsent(watch.repository(), this::of), watch.tag());
    }

    private Repository of(Repository repository) {
        var host = hosts.computeIfAbsent(repository.host(), unseen -> unseen);
        return new Repository(host, repository.path());
    }
}
