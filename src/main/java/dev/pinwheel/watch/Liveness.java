package dev.pinwheel.watch;

import dev.pinwheel.event.Event;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Pin;
import dev.pinwheel.image.Repository;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Checks whether what is pinned can still be pulled, the manifests of its platforms included. */
final class Liveness {

    private final Registry registry;
    private final Shapes shapes;
    private final Vanished vanished;

    /** Asks the registry itself; {@code shapes} may know from before what a digest consists of. */
    Liveness(Registry registry, Shapes shapes, Vanished vanished) {
        this.registry = registry;
        this.shapes = shapes;
        this.vanished = vanished;
    }

    boolean isVanished(Pin pin) {
        return vanished.of(pin).isPresent();
    }

    /** What there is to record of a pin; nothing is concluded from a registry that does not answer. */
    Optional<? extends Event> check(Pin pin) {
        var repository = pin.watch().repository();
        try {
            var itself = gone(repository, pin.digest());
            if (itself.isPresent()) {
                return vanished.found(pin, List.of(), itself.get());
            }
            var missing = new TreeMap<String, String>();
            var shape = shapes.of(repository, pin.digest());
            for (var child : shape.isIndex() ? shape.children() : List.<Shape.Child>of()) {
                gone(repository, child.manifest()).ifPresent(why -> missing.put(child.toString(), why));
            }
            return missing.isEmpty()
                    ? vanished.there(pin)
                    : vanished.found(
                            pin,
                            new ArrayList<>(missing.keySet()),
                            missing.firstEntry().getValue());
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    /** Why a manifest is not there, if so: two requests of different kinds must say it. */
    private Optional<String> gone(Repository repository, Digest digest) throws RegistryException {
        return switch (registry.resolve(repository, digest)) {
            case Resolution.Resolved there -> Optional.empty();
            case Resolution.Unknown unknown -> refusal(repository, digest);
            case Resolution.Failure failure -> throw new RegistryException(failure);
        };
    }

    private Optional<String> refusal(Repository repository, Digest digest) throws RegistryException {
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
