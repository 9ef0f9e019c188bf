package dev.pinwheel.journal.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The SQL that the journal speaks, by name; it is written in files beside this class. */
final class Queries {

    private static final String NAME = "-- name: ";
    private static final Map<String, String> BY_NAME =
            byName(file("queries.sql") + "\n" + file("postgresql/queries.sql"));

    private Queries() {}

    static String named(String name) {
        return Objects.requireNonNull(BY_NAME.get(name), () -> "no query is called " + name);
    }

    static String file(String name) {
        try (var stream = Queries.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> byName(String text) {
        var queries = new HashMap<String, String>();
        for (var part : text.split("\n(?=" + NAME + ")", -1)) {
            if (part.startsWith(NAME)) {
                var end = part.indexOf('\n');
                var query = part.substring(end + 1, part.lastIndexOf(';'));
                queries.put(part.substring(NAME.length(), end), query);
            }
        }
        return queries;
    }
}
