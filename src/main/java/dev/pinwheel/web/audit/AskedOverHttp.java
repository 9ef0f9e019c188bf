package dev.pinwheel.web.audit;

import dev.pinwheel.audit.Asked;
import dev.pinwheel.audit.Rendering;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the query of an address asks for; whatever it does not know is refused. */
record AskedOverHttp(Asked asked, Rendering rendering) {

    /** The parameters, and what each of them means. */
    static final Map<String, String> PARAMETERS = Map.of(
            "asOf", "As it was known at this time, in RFC 3339",
            "image", "Only this image and tag",
            "source", "Only this repository",
            "digest", "Only this digest",
            "cve", "Only this vulnerability",
            "days", "How many days are too long",
            "format", "json (lines), csv or text");

    private static final int MAX_VALUE = 1_000;

    /**
     * Reads a query.
     *
     * @throws IllegalArgumentException with a reason for who asked
     */
    static AskedOverHttp read(Map<String, List<String>> query) {
        query.forEach((name, values) -> {
            if (!PARAMETERS.containsKey(name)
                    || values.size() != 1
                    || values.getFirst().length() > MAX_VALUE) {
                throw new IllegalArgumentException("a parameter is one of "
                        + PARAMETERS.keySet().stream().sorted().toList() + ", once, with at most " + MAX_VALUE
                        + " characters");
            }
        });
        var asked = new Asked(
                value(query, "asOf").map(AskedOverHttp::time),
                value(query, "image").map(Watch::parse),
                value(query, "source").map(Source::new),
                value(query, "digest").map(Digest::parse),
                value(query, "cve"),
                value(query, "days").map(AskedOverHttp::days).orElse(Asked.USUAL_DAYS));
        return new AskedOverHttp(
                asked, value(query, "format").map(AskedOverHttp::rendering).orElse(Rendering.JSON));
    }

    private static Optional<String> value(Map<String, List<String>> query, String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("asOf is a time like 2026-07-01T12:00:00Z", e);
        }
    }

    private static int days(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("days is a whole number");
        }
        return Integer.parseInt(text);
    }

    private static Rendering rendering(String text) {
        return switch (text) {
            case "json", "csv", "text" -> Rendering.valueOf(text.toUpperCase(Locale.ROOT));
            default -> throw new IllegalArgumentException("format is json, csv or text");
        };
    }
}
