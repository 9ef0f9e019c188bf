package dev.pinwheel.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One place of a source that names a base image, as the report of its pins says.
 *
 * @param image the image and its tag, as it is looked up
 * @param digest what it is pinned to, if it is
 */
record PinnedPlace(String image, Optional<Digest> digest, String file, long line) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Whether it is what a question is narrowed to. */
    boolean isAsked(Asked asked) {
        return (asked.digest().isEmpty() || asked.digest().equals(digest))
                && asked.image().map(watch -> watch.toString().equals(image)).orElse(true);
    }

    /** Reads a report of pins. */
    static List<PinnedPlace> read(byte[] report) throws IOException {
        var places = new ArrayList<PinnedPlace>();
        for (var pin : JSON.readTree(report).path("pins")) {
            var digest = text(pin, "digest").map(Digest::parse);
            var image = text(pin, "group").or(() -> text(pin, "reference")).orElse("");
            for (var place : pin.path("sites").isEmpty() ? pin.path("usedBy") : pin.path("sites")) {
                places.add(new PinnedPlace(
                        image,
                        digest,
                        text(place, "file").orElse(""),
                        place.path("line").asLong()));
            }
        }
        return places.stream().distinct().toList();
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.ofNullable(node.path(name).textValue());
    }
}
