package dev.pinwheel.watch;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Content;
import dev.pinwheel.registry.Images;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;

/**
 * A registry whose manifests and configs are kept as evidence when they are read, so that what a digest
 * was can be told also when the registry has it no more, and is asked for once only.
 */
final class KeptRegistry implements Registry {

    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";

    private static final JsonMapper JSON = new JsonMapper();

    private final Registry registry;
    private final Proving proving;
    private final Evidence evidence;

    KeptRegistry(Registry registry, Evidence evidence, Clock clock) {
        this.registry = registry;
        this.proving = new Proving(registry, clock);
        this.evidence = evidence;
    }

    @Override
    public Resolution resolve(Watch watch) {
        return registry.resolve(watch);
    }

    @Override
    public Resolution resolve(Repository repository, Digest digest) {
        return registry.resolve(repository, digest);
    }

    @Override
    public Content manifest(Repository repository, Digest digest) throws RegistryException {
        var kept = kept(digest, Images.MAX_MANIFEST);
        if (kept.isPresent()) {
            return new Content(new Descriptor(mediaType(kept.get()), digest, kept.get().length), kept.get());
        }
        var content = prove(repository, digest);
        keep(content.descriptor().mediaType(), content.bytes());
        return content;
    }

    /**
     * A manifest from the registry itself, also where it is kept; it is not kept for that alone.
     *
     * @throws RegistryException if it cannot be had, or does not hash to its digest
     */
    Content prove(Repository repository, Digest digest) throws RegistryException {
        return proving.prove(repository, digest);
    }

    @Override
    public InputStream blob(Repository repository, Descriptor blob) throws RegistryException {
        if (blob.size() > Images.MAX_CONFIG) {
            return registry.blob(repository, blob);
        }
        var kept = kept(blob.digest(), Math.toIntExact(blob.size()));
        if (kept.isPresent()) {
            return new ByteArrayInputStream(kept.get());
        }
        try (var stream = registry.blob(repository, blob)) {
            var bytes = stream.readAllBytes();
            keep(CONFIG, bytes);
            return new ByteArrayInputStream(bytes);
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            throw new RegistryException(
                    "tried to read the blob " + repository + "@" + blob.digest() + " but " + e.getMessage(), e);
        }
    }

    /** What was kept and is what it was; anything else is asked for again. */
    private Optional<byte[]> kept(Digest digest, int most) {
        try {
            return evidence.intact(digest, most);
        } catch (IOException e) {
            throw new UncheckedIOException("tried to read " + digest + " from the evidence", e);
        }
    }

    private void keep(String mediaType, byte[] bytes) {
        try {
            evidence.put(mediaType, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("tried to keep " + Digest.of(bytes) + " as evidence", e);
        }
    }

    /** The media type that a manifest gives itself; one that gives none is of OCI's, by what it lists. */
    private static String mediaType(byte[] manifest) {
        try {
            var root = JSON.readTree(manifest);
            var usual = root.has("manifests") ? ManifestType.OCI_INDEX : ManifestType.OCI_MANIFEST;
            return root.path("mediaType").asText(usual.mediaType());
        } catch (IOException e) {
            return ManifestType.OCI_MANIFEST.mediaType();
        }
    }
}
