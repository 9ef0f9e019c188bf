package dev.pinwheel.candidate.osv;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Content;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution;
import java.io.InputStream;

/** For tests of images that are not in a registry. */
final class NoRegistry implements Registry {

    @Override
    public Resolution resolve(Watch watch) {
        return new Resolution.Unreachable("there is no registry");
    }

    @Override
    public Resolution resolve(Repository repository, Digest digest) {
        return new Resolution.Unreachable("there is no registry");
    }

    @Override
    public Content manifest(Repository repository, Digest digest) throws RegistryException {
        throw new RegistryException("there is no registry");
    }

    @Override
    public InputStream blob(Repository repository, Descriptor blob) throws RegistryException {
        throw new RegistryException("there is no registry");
    }
}
