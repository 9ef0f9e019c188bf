package dev.pinwheel.candidate.osv;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An image manifest or an index, of OCI or of Docker. */
sealed interface Manifest {

    /** An image's layers, the lowest first. */
    record Image(List<Descriptor> layers) implements Manifest {}

    /** Manifests for platforms. */
    record Index(List<Child> children) implements Manifest {}

    /** An entry of an index; an attestation's platform is unknown. */
    record Child(Digest digest, Optional<Platform> platform) {

        boolean isAttestation() {
            return platform.filter(each -> each.os().equals("unknown")).isPresent();
        }

        boolean isFor(Platform wanted) {
            return platform.filter(each -> each.os().equals(wanted.os())
                            && each.architecture().equals(wanted.architecture())
                            && (each.variant().equals(wanted.variant())
                                    || each.variant().isEmpty()
                                    || wanted.variant().isEmpty()))
                    .isPresent();
        }
    }

    ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads a manifest by what it has, not by what it calls itself.
     *
     * @throws Unreadable if it is neither, or both at once
     */
    static Manifest parse(byte[] content) throws Unreadable {
        try {
            var node = JSON.readTree(content);
            var hasLayers = node.path("layers").isArray();
            if (hasLayers == node.path("manifests").isArray()) {
                throw new Unreadable("its manifest is neither an image manifest nor an index");
            }
            return hasLayers ? new Image(layers(node)) : new Index(children(node));
        } catch (IOException | IllegalArgumentException e) {
            throw new Unreadable("its manifest cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Descriptor> layers(JsonNode manifest) {
        var layers = new ArrayList<Descriptor>();
        for (var layer : manifest.path("layers")) {
            layers.add(new Descriptor(
                    layer.path("mediaType").asText(),
                    Digest.parse(layer.path("digest").asText()),
                    layer.path("size").asLong(-1)));
        }
        return List.copyOf(layers);
    }

    private static List<Child> children(JsonNode index) {
        var children = new ArrayList<Child>();
        for (var child : index.path("manifests")) {
            children.add(new Child(Digest.parse(child.path("digest").asText()), platform(child.path("platform"))));
        }
        return List.copyOf(children);
    }

    private static Optional<Platform> platform(JsonNode node) {
        if (!node.isObject()) {
            return Optional.empty();
        }
        var variant = node.path("variant").asText();
        return Optional.of(new Platform(
                node.path("os").asText(),
                node.path("architecture").asText(),
                variant.isEmpty() ? Optional.empty() : Optional.of(variant)));
    }
}
