package dev.pinwheel.web.hook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A part of a message in JSON, in which anything may be missing or of another type. */
final class Payload {

    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(32)
            .maxTokenCount(200_000)
            .maxNameLength(500)
            .maxNumberLength(100)
            .build();

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(BOUNDS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode node;

    private Payload(JsonNode node) {
        this.node = node;
    }

    static Payload parse(byte[] json) {
        try {
            var tree = JSON.readTree(json);
            if (!tree.isContainerNode()) {
                throw new IllegalArgumentException("the body is no JSON object or array");
            }
            return new Payload(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body is not JSON as we take it: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body is not JSON in UTF-8", e);
        }
    }

    /** What is below these names, one after the other; something empty where there is nothing. */
    Payload at(String... names) {
        var below = node;
        for (var name : names) {
            below = below.path(name);
        }
        return new Payload(below);
    }

    /** The text below these names; a text of no character counts as none. */
    Optional<String> text(String... names) {
        var below = at(names).node;
        return below.isTextual() && !below.asText().isEmpty() ? Optional.of(below.asText()) : Optional.empty();
    }

    boolean says(String value, String... names) {
        return text(names).map(value::equals).orElse(false);
    }

    boolean flag(String... names) {
        return at(names).node.asBoolean(false);
    }

    boolean has(String name) {
        return node.has(name);
    }

    boolean isArray() {
        return node.isArray();
    }

    /** @throws IllegalArgumentException if there is no such text */
    String need(String... names) {
        return text(names)
                .orElseThrow(() -> new IllegalArgumentException("the body has no text at " + String.join(".", names)));
    }

    /** The elements of the list below these names; none where there is no list. */
    List<Payload> items(String... names) {
        var items = new ArrayList<Payload>();
        var list = at(names).node;
        if (list.isArray()) {
            list.forEach(item -> items.add(new Payload(item)));
        }
        return items;
    }

    /** The texts among the elements of the list below these names. */
    List<String> texts(String... names) {
        return items(names).stream().flatMap(item -> item.text().stream()).toList();
    }
}
