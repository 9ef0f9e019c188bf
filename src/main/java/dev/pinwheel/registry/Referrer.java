package dev.pinwheel.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A manifest that says of itself that it belongs to another one, its subject: a signature, an SBOM, an
 * attestation. It is only said to; fetch it to know.
 *
 * @param artifactType what kind of thing it is, a media type, if it says so
 */
public record Referrer(Descriptor manifest, Optional<String> artifactType, Map<String, String> annotations) {

    private static final int LONGEST_ALGORITHM = 32;
    private static final int LONGEST_HASH = 64;

    public Referrer {
        annotations = Map.copyOf(annotations);
    }

    /**
     * Reads a list of referrers, an OCI index.
     *
     * @throws RegistryException if it is not one
     */
    public static List<Referrer> listIn(Content content) throws RegistryException {
        var document = Document.manifest(content);
        var referrers = new ArrayList<Referrer>();
        for (var node : document.list("manifests")) {
            var artifactType = Optional.of(node.path("artifactType").asText()).filter(type -> !type.isEmpty());
            referrers.add(new Referrer(document.descriptor(node), artifactType, annotations(node.path("annotations"))));
        }
        return List.copyOf(referrers);
    }

    private static Map<String, String> annotations(JsonNode node) {
        var annotations = new HashMap<String, String>();
        node.properties()
                .forEach(entry ->
                        annotations.put(entry.getKey(), entry.getValue().asText()));
        return annotations;
    }

    /** The tag under which a subject's referrers are listed where a registry cannot list them (distribution spec 1.1). */
    public static Tag tag(Digest subject) {
        return new Tag(cut(subject.algorithm(), LONGEST_ALGORITHM) + "-" + cut(subject.hex(), LONGEST_HASH));
    }

    private static String cut(String text, int longest) {
        return text.substring(0, Math.min(text.length(), longest));
    }
}
