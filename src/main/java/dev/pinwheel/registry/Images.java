package dev.pinwheel.registry;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import dev.pinwheel.image.Repository;
import java.io.IOException;

/** Reads images from a registry, one platform at a time. */
public final class Images {

    /** The largest manifest or index that is read, in bytes. */
    public static final int MAX_MANIFEST = 4 * 1024 * 1024;

    /** The largest config that is read, in bytes. */
    public static final int MAX_CONFIG = 4 * 1024 * 1024;

    private final Registry registry;

    public Images(Registry registry) {
        this.registry = registry;
    }

    /**
     * The image that a platform gets from a digest, be it an index or that platform's own manifest.
     *
     * @throws RegistryException if a part of it cannot be had or read, or it has no such platform
     */
    public PlatformImage of(Repository repository, Digest digest, Platform platform) throws RegistryException {
        var image = of(repository, manifest(repository, digest, platform));
        if (!Index.same(image.config().platform(), platform)) {
            throw absent(repository, digest, platform, image.config().platform().toString());
        }
        return image;
    }

    /**
     * The image that an image manifest describes, whichever platform it is for.
     *
     * @throws RegistryException if a part of it cannot be had or read
     */
    public PlatformImage of(Repository repository, Content content) throws RegistryException {
        var digest = content.descriptor().digest();
        var manifest = ImageManifest.parse(content);
        var rawConfig = config(repository, manifest.config());
        var config = ImageConfig.parse(rawConfig);
        if (config.diffIds().size() != manifest.layers().size()) {
            throw new RegistryException("tried to read " + repository + "@" + digest + " but it has "
                    + manifest.layers().size() + " layers and its config names "
                    + config.diffIds().size());
        }
        return new PlatformImage(repository, content.descriptor(), config, rawConfig, manifest.layers());
    }

    private Content manifest(Repository repository, Digest digest, Platform platform) throws RegistryException {
        var content = registry.manifest(repository, digest);
        if (!isIndex(content.descriptor())) {
            return content;
        }
        var index = Index.parse(content);
        var chosen = index.manifest(platform)
                .orElseThrow(() -> absent(repository, digest, platform, index.toString()))
                .digest();
        var manifest = registry.manifest(repository, chosen);
        if (isIndex(manifest.descriptor())) {
            throw new RegistryException(
                    "tried to read " + repository + "@" + digest + " but it has an index inside its index");
        }
        return manifest;
    }

    private static boolean isIndex(Descriptor manifest) {
        return ManifestType.of(manifest.mediaType()).map(ManifestType::isIndex).orElse(false);
    }

    private static RegistryException absent(Repository repository, Digest digest, Platform platform, String there) {
        return new RegistryException("tried to find " + platform + " in " + repository + "@" + digest + " but it has "
                + (there.isEmpty() ? "no platform" : "only " + there));
    }

    private Content config(Repository repository, Descriptor config) throws RegistryException {
        var what = "tried to read the config " + repository + "@" + config.digest();
        if (config.size() > MAX_CONFIG) {
            throw new RegistryException(
                    what + " but it has " + config.size() + " bytes; at most " + MAX_CONFIG + " are read");
        }
        try (var stream = registry.blob(repository, config)) {
            return new Content(config, stream.readAllBytes());
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            throw new RegistryException(what + " but " + e.getMessage(), e);
        }
    }
}
