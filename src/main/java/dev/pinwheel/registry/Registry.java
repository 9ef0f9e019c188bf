package dev.pinwheel.registry;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Watch;
import java.io.InputStream;

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
}
