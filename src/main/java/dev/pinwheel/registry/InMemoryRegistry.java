package dev.pinwheel.registry;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Resolution.Failure;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.Resolution.Unknown;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All registries of a world without a network: for demonstrations, rehearsals and tests. */
public final class InMemoryRegistry implements Registry {

    private record Place(Repository repository, Digest digest) {}

    private final Map<Place, Content> manifests = new ConcurrentHashMap<>();
    private final Map<Place, byte[]> blobs = new ConcurrentHashMap<>();
    private final Map<Watch, Descriptor> tags = new ConcurrentHashMap<>();
    private final Map<Watch, Failure> failures = new ConcurrentHashMap<>();

    /** Keeps a blob. */
    public Descriptor push(Repository repository, byte[] blob) {
        var descriptor = new Descriptor("application/octet-stream", Digest.of(blob), blob.length);
        blobs.put(new Place(repository, descriptor.digest()), blob.clone());
        return descriptor;
    }

    /** Keeps a manifest or an index, without a tag. */
    public Descriptor push(Repository repository, ManifestType type, byte[] manifest) {
        var descriptor = new Descriptor(type.mediaType(), Digest.of(manifest), manifest.length);
        manifests.put(new Place(repository, descriptor.digest()), new Content(descriptor, manifest.clone()));
        return descriptor;
    }

    /** Moves a tag to a manifest of its repository. */
    public void point(Watch watch, Digest digest) {
        var manifest = manifests.get(new Place(watch.repository(), digest));
        if (manifest == null) {
            throw new IllegalArgumentException(watch.repository() + " has no manifest " + digest);
        }
        tags.put(watch, manifest.descriptor());
    }

    /** Removes a tag; what it pointed at stays. */
    public void untag(Watch watch) {
        tags.remove(watch);
    }

    /** Removes a manifest, and every tag that points at it. */
    public void delete(Repository repository, Digest digest) {
        manifests.remove(new Place(repository, digest));
        tags.entrySet()
                .removeIf(tag -> tag.getKey().repository().equals(repository)
                        && tag.getValue().digest().equals(digest));
    }

    /** From now on this tag resolves to a failure. */
    public void fail(Watch watch, Failure failure) {
        failures.put(watch, failure);
    }

    /** Ends what {@link #fail} began. */
    public void heal(Watch watch) {
        failures.remove(watch);
    }

    @Override
    public Resolution resolve(Watch watch) {
        var failure = failures.get(watch);
        if (failure != null) {
            return failure;
        }
        var manifest = tags.get(watch);
        return manifest == null
                ? new Unknown("tried to resolve " + watch + " but there is no such tag")
                : new Resolved(manifest);
    }

    @Override
    public Resolution resolve(Repository repository, Digest digest) {
        var manifest = manifests.get(new Place(repository, digest));
        return manifest == null
                ? missing("manifest", repository, digest).failure()
                : new Resolved(manifest.descriptor());
    }

    @Override
    public Content manifest(Repository repository, Digest digest) throws RegistryException {
        var manifest = manifests.get(new Place(repository, digest));
        if (manifest == null) {
            throw missing("manifest", repository, digest);
        }
        return new Content(manifest.descriptor(), manifest.bytes().clone());
    }

    @Override
    public InputStream blob(Repository repository, Descriptor blob) throws RegistryException {
        var bytes = blobs.get(new Place(repository, blob.digest()));
        if (bytes == null) {
            throw missing("blob", repository, blob.digest());
        }
        return new VerifiedStream(
                new ByteArrayInputStream(bytes), blob, "tried to read the blob " + repository + "@" + blob.digest());
    }

    private static RegistryException missing(String what, Repository repository, Digest digest) {
        return new RegistryException(
                new Unknown("tried to fetch the " + what + " " + repository + "@" + digest + " but there is none"));
    }
}
