package dev.pinwheel.watch;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import dev.pinwheel.image.Repository;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Asks whether digests can be pulled, the manifests of their platforms included. */
final class Pulling {

    private final Registry registry;
    private final Shapes shapes;

    /** Asks the registry itself; {@code shapes} may know from before what a digest consists of. */
    Pulling(Registry registry, Shapes shapes) {
        this.registry = registry;
        this.shapes = shapes;
    }

    /**
     * What is not there.
     *
     * @param missing the platforms whose manifests are gone; none where the digest itself is gone
     */
    record Gone(List<String> missing, String reason) {

        private static Gone of(Map<String, String> missing) {
            return new Gone(
                    List.copyOf(missing.keySet()), missing.values().iterator().next());
        }

        String sentence() {
            return missing.isEmpty()
                    ? reason
                    : "its manifest for " + String.join(", ", missing) + " is gone: " + reason;
        }
    }

    /**
     * What of a digest and of the needed platforms' manifests is gone, by HEAD and, before that is believed, by GET.
     *
     * @throws RegistryException if the registry does not say
     */
    Optional<Gone> gone(Repository repository, Digest digest, Predicate<Platform> needed) throws RegistryException {
        var itself = refusal(repository, digest);
        if (itself.isPresent()) {
            return itself.map(reason -> new Gone(List.of(), reason));
        }
        var shape = shapes.of(repository, digest);
        var missing = new TreeMap<String, String>();
        for (var child : shape.isIndex() ? shape.children() : List.<Shape.Child>of()) {
            if (needed.test(child.platform())) {
                refusal(repository, child.manifest()).ifPresent(why -> missing.put(child.toString(), why));
            }
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of(Gone.of(missing));
    }

    private Optional<String> refusal(Repository repository, Digest digest) throws RegistryException {
        return switch (registry.resolve(repository, digest)) {
            case Resolution.Resolved there -> Optional.empty();
            case Resolution.Unknown unknown -> confirmed(repository, digest);
            case Resolution.Failure failure -> throw new RegistryException(failure);
        };
    }

    private Optional<String> confirmed(Repository repository, Digest digest) throws RegistryException {
        try {
            registry.manifest(repository, digest);
            return Optional.empty();
        } catch (RegistryException e) {
            if (e.failure() instanceof Resolution.Unknown) {
                return Optional.of(e.failure().reason());
            }
            throw e;
        }
    }
}
