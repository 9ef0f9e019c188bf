package dev.pinwheel.web.audit;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/** The query of an address; a parameter that is not known, is there twice or is too long was refused. */
final class Query {

    private static final int MAX_VALUE = 1_000;

    private final MultiMap values;

    private Query(MultiMap values) {
        this.values = values;
    }

    /**
     * Reads a query.
     *
     * @throws IllegalArgumentException with a reason for who asked
     */
    static Query read(MultiMap values, Set<String> known) {
        for (var name : values.names()) {
            var all = values.getAll(name);
            if (!known.contains(name) || all.size() != 1 || all.getFirst().length() > MAX_VALUE) {
                throw new IllegalArgumentException("a parameter is one of "
                        + known.stream().sorted().toList() + ", once, with at most " + MAX_VALUE + " characters");
            }
        }
        return new Query(values);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String needed(String name) {
        return value(name).orElseThrow(() -> new IllegalArgumentException(name + " is needed"));
    }

    Optional<Instant> time(String name) {
        return value(name).map(text -> time(name, text));
    }

    private static Instant time(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + " is a time like 2026-07-01T12:00:00Z", e);
        }
    }

    /** A whole number that is not negative, and of no more digits than these. */
    Optional<Long> number(String name, int digits) {
        return value(name).map(text -> {
            if (!text.matches("[0-9]{1," + digits + "}")) {
                throw new IllegalArgumentException(name + " is a whole number");
            }
            return Long.valueOf(text);
        });
    }
}
