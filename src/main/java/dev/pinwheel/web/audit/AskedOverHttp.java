package dev.pinwheel.web.audit;

import dev.pinwheel.audit.Asked;
import dev.pinwheel.audit.Rendering;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;

/** What the query of a question's address asks for. */
record AskedOverHttp(Asked asked, Rendering rendering) {

    /** The parameters, and what each of them means. */
    static final Map<String, String> PARAMETERS = Map.of(
            "asOf", "As it was known at this time, in RFC 3339; now if it is not there",
            "image", "Only this image and tag",
            "source", "Only this repository",
            "digest", "Only this digest",
            "cve", "Only this vulnerability",
            "days", "How many days are too long",
            "format", "json (lines), csv or text");

    /**
     * Reads a query.
     *
     * @throws IllegalArgumentException with a reason for who asked
     */
    static AskedOverHttp read(MultiMap values) {
        var query = Query.read(values, PARAMETERS.keySet());
        var asked = new Asked(
                query.time("asOf"),
                query.value("image").map(Watch::parse),
                query.value("source").map(Source::new),
                query.value("digest").map(Digest::parse),
                query.value("cve"),
                query.number("days", 5).map(Long::intValue).orElse(Asked.USUAL_DAYS));
        return new AskedOverHttp(
                asked, query.value("format").map(AskedOverHttp::rendering).orElse(Rendering.JSON));
    }

    private static Rendering rendering(String text) {
        return switch (text) {
            case "json", "csv", "text" -> Rendering.valueOf(text.toUpperCase(Locale.ROOT));
            default -> throw new IllegalArgumentException("format is json, csv or text");
        };
    }
}
