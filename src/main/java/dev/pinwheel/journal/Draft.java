package dev.pinwheel.journal;

import dev.pinwheel.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** One JSON object of an entry while it is being written. */
final class Draft {

    /** The longest text that an entry keeps whole, in characters. */
    static final int MAX_TEXT = 2_000;

    private static final String CLIPPED = "… (clipped)";
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final Map<String, Object> members = new TreeMap<>();

    Draft text(String name, String value) {
        members.put(name, clipped(wellFormed(value)));
        return this;
    }

    Draft text(String name, Optional<String> value) {
        value.ifPresent(present -> text(name, present));
        return this;
    }

    Draft word(String name, Enum<?> value) {
        return text(name, value.name().toLowerCase(Locale.ROOT));
    }

    Draft digest(String name, Digest value) {
        return text(name, value.toString());
    }

    Draft number(String name, long value) {
        members.put(name, value);
        return this;
    }

    /** A number that was not always told; none is not told, as before. */
    Draft countUnlessNone(String name, int value) {
        return value == 0 ? this : number(name, value);
    }

    Draft flag(String name, boolean value) {
        members.put(name, value);
        return this;
    }

    Draft time(String name, Instant value) {
        return text(name, print(value));
    }

    Draft milliseconds(String name, Duration value) {
        return number(name, value.toMillis());
    }

    Draft object(String name, Draft value) {
        members.put(name, value.members);
        return this;
    }

    Draft object(String name, Optional<Draft> value) {
        value.ifPresent(present -> object(name, present));
        return this;
    }

    <T> Draft objects(String name, List<T> values, Function<T, Draft> draft) {
        members.put(
                name, values.stream().map(value -> draft.apply(value).members).toList());
        return this;
    }

    /** Nothing is written of an empty list. */
    <T> Draft optionalObjects(String name, List<T> values, Function<T, Draft> draft) {
        return values.isEmpty() ? this : objects(name, values, draft);
    }

    <T> Draft texts(String name, List<T> values) {
        members.put(name, values.stream().map(Object::toString).toList());
        return this;
    }

    byte[] bytes() {
        return Canonical.print(members);
    }

    /** A time in RFC 3339, in UTC and whole milliseconds. */
    static String print(Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new IllegalArgumentException("RFC 3339 has no time " + time);
        }
        return MILLISECONDS.format(time);
    }

    /** UTF-8 has no half of a surrogate pair, so a lone one becomes the replacement character. */
    private static String wellFormed(String value) {
        var text = new StringBuilder(value.length());
        value.codePoints()
                .map(point -> Character.getType(point) == Character.SURROGATE ? '\uFFFD' : point)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    private static String clipped(String value) {
        if (value.length() <= MAX_TEXT) {
            return value;
        }
        var end = MAX_TEXT - CLIPPED.length();
        return value.substring(0, Character.isLowSurrogate(value.charAt(end)) ? end - 1 : end) + CLIPPED;
    }
}
