package dev.pinwheel.registry;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Watch;
import java.io.InputStream;
import java.util.List;

/** The registries, whichever host a name says; every call has a time limit. */
public interface Registry {

    /** What a tag points at now, by one HEAD. */
    Resolution resolve(Watch watch);

    /** Whether a manifest or an index can still be had by its digest, by one HEAD. */
    Resolution resolve(Repository repository, Digest digest);

    /**
     * An image manifest or index, fetched and held against its digest.
     *
     * @throws RegistryException if it cannot be had, is too large, or does not hash to its digest
     */
    Content manifest(Repository repository, Digest digest) throws RegistryException;

    /**
     * A blob as a stream that fails at its end if the bytes do not hash to the descriptor's digest, and
     * earlier if there are more of them than the descriptor says.
     *
     * @throws RegistryException if it cannot be had
     */
    InputStream blob(Repository repository, Descriptor blob) throws RegistryException;

    /**
     * What refers to a manifest, by the list that is kept for it under {@link Referrer#tag}; a registry
     * that can list them itself is asked for that first. No list is an empty one.
     *
     * @throws RegistryException if the list cannot be had or read
     */
    default List<Referrer> referrers(Repository repository, Digest subject) throws RegistryException {
        return switch (resolve(new Watch(repository, Referrer.tag(subject)))) {
            case Resolution.Resolved(var list) -> Referrer.listIn(manifest(repository, list.digest()));
            case Resolution.Unknown unknown -> List.of();
            case Resolution.Failure failure -> throw new RegistryException(failure);
        };
    }
}
