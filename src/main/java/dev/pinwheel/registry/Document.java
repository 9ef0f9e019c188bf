package dev.pinwheel.registry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A manifest, an index or a config as the untrusted JSON that it is. */
record Document(String name, JsonNode root) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Document parse(Content content) throws RegistryException {
        var name = content.descriptor().digest().toString();
        try {
            var root = JSON.readTree(content.bytes());
            if (root == null || !root.isObject()) {
                throw new RegistryException("tried to read " + name + " but it is not a JSON object");
            }
            return new Document(name, root);
        } catch (JsonProcessingException e) {
            throw new RegistryException("tried to read " + name + " but it is not JSON: " + e.getOriginalMessage(), e);
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            throw new RegistryException("tried to read " + name + " but it is not text", e);
        }
    }

    /**
     * A manifest may repeat its media type, and is either an index or an image manifest: what can be
     * read as both is neither (CVE-2021-41190).
     */
    static Document manifest(Content content) throws RegistryException {
        var document = parse(content);
        var declared = document.root.path("mediaType");
        if (declared.isTextual()
                && !declared.textValue().equals(content.descriptor().mediaType())) {
            throw document.wrong(
                    "it was sent as " + content.descriptor().mediaType() + " and calls itself something else");
        }
        if (document.root.has("manifests") && (document.root.has("layers") || document.root.has("config"))) {
            throw document.wrong("it is an index and an image manifest at once");
        }
        return document;
    }

    RegistryException wrong(String why) {
        return new RegistryException("tried to read " + name + " but " + why);
    }

    List<JsonNode> list(String key) throws RegistryException {
        return elements(root.path(key), key);
    }

    List<JsonNode> elements(JsonNode array, String key) throws RegistryException {
        if (!array.isArray()) {
            throw wrong("it has no list '" + key + "'");
        }
        var elements = new ArrayList<JsonNode>();
        array.forEach(elements::add);
        return elements;
    }

    Descriptor descriptor(JsonNode node) throws RegistryException {
        var size = node.path("size");
        if (!node.path("mediaType").isTextual() || !size.isIntegralNumber() || !size.canConvertToLong()) {
            throw wrong("one of its descriptors has no media type or no size");
        }
        if (size.longValue() < 0) {
            throw wrong("one of its descriptors has a negative size");
        }
        return new Descriptor(node.path("mediaType").textValue(), digest(node.path("digest")), size.longValue());
    }

    Digest digest(JsonNode node) throws RegistryException {
        try {
            return Digest.parse(node.asText());
        } catch (IllegalArgumentException e) {
            throw wrong("one of its digests is malformed");
        }
    }
}
