package dev.pinwheel.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.registry.Content;
import dev.pinwheel.registry.Images;
import dev.pinwheel.registry.Index;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.PlatformImage;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.RegistryException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what digests stand for. */
final class Shapes {

    private static final int REMEMBERED = 512;
    private static final JsonMapper JSON = new JsonMapper();

    private final Registry registry;
    private final Images images;
    private final Map<Digest, Shape> read = new LinkedHashMap<>();

    /** From a registry that keeps what it has read. */
    Shapes(Registry registry) {
        this.registry = registry;
        this.images = new Images(registry);
    }

    /**
     * What a digest stands for.
     *
     * @throws RegistryException if it cannot be had, or is no image and no index
     */
    Shape of(Repository repository, Digest digest) throws RegistryException {
        synchronized (read) {
            var known = read.get(digest);
            if (known != null) {
                return known;
            }
        }
        var content = registry.manifest(repository, digest);
        var shape = isIndex(content) ? index(content) : single(repository, content);
        remember(shape);
        return shape;
    }

    private void remember(Shape shape) {
        synchronized (read) {
            read.put(shape.digest(), shape);
            if (read.size() > REMEMBERED) {
                read.remove(read.keySet().iterator().next());
            }
        }
    }

    private static boolean isIndex(Content content) {
        return ManifestType.of(content.descriptor().mediaType())
                .map(ManifestType::isIndex)
                .orElse(false);
    }

    private static Shape index(Content content) throws RegistryException {
        var children = Index.parse(content).entries().stream()
                .map(entry -> new Shape.Child(
                        entry.platform(), entry.osVersion(), entry.manifest().digest()))
                .toList();
        return new Shape(content.descriptor().digest(), true, children);
    }

    private Shape single(Repository repository, Content content) throws RegistryException {
        var image = images.of(repository, content);
        var osVersion = Optional.of(config(image).path("os.version").asText()).filter(text -> !text.isEmpty());
        var digest = content.descriptor().digest();
        return new Shape(digest, false, List.of(new Shape.Child(image.config().platform(), osVersion, digest)));
    }

    /**
     * Whether two manifests have the same root filesystem and the same config, dates aside.
     *
     * @throws RegistryException if one of them cannot be had
     */
    boolean sameContent(Repository repository, Digest one, Digest other) throws RegistryException {
        var before = images.of(repository, registry.manifest(repository, one));
        var after = images.of(repository, registry.manifest(repository, other));
        return before.config().diffIds().equals(after.config().diffIds())
                && undated(config(before)).equals(undated(config(after)));
    }

    private static JsonNode undated(JsonNode config) {
        if (config instanceof ObjectNode object) {
            object.remove(List.of("created", "history"));
        }
        return config;
    }

    private static JsonNode config(PlatformImage image) throws RegistryException {
        try {
            return JSON.readTree(image.rawConfig().bytes());
        } catch (IOException e) {
            throw new RegistryException(
                    "tried to read the config " + image.rawConfig().descriptor().digest() + " but it is not JSON", e);
        }
    }
}
