package dev.pinwheel.journal;

import dev.pinwheel.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One JSON object of an entry while it is being read; every member must be asked for. */
final class Fields {

    private final String path;
    private final Map<String, Object> unread;

    private Fields(String path, Map<?, ?> members) {
        this.path = path;
        this.unread = new TreeMap<>();
        members.forEach((name, value) -> unread.put((String) name, value));
    }

    /** What {@code reading} makes of this JSON object; it must read all of it. */
    static <T> T read(byte[] json, Function<Fields, T> reading) {
        return new Fields("", Canonical.parse(json)).whole(reading);
    }

    private <T> T whole(Function<Fields, T> reading) {
        var value = reading.apply(this);
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException("unknown members " + unread.keySet() + " in '" + path + "'");
        }
        return value;
    }

    String text(String name) {
        return required(name, String.class);
    }

    Optional<String> optionalText(String name) {
        return optional(name, String.class);
    }

    <E extends Enum<E>> E word(String name, Class<E> type) {
        return Enum.valueOf(type, text(name).toUpperCase(Locale.ROOT));
    }

    Digest digest(String name) {
        return Digest.parse(text(name));
    }

    long number(String name) {
        return required(name, Long.class);
    }

    int count(String name) {
        return Math.toIntExact(number(name));
    }

    /** A number that was not always told, and is not where it is none. */
    int countOrNone(String name) {
        return optional(name, Long.class).map(Math::toIntExact).orElse(0);
    }

    boolean flag(String name) {
        return required(name, Boolean.class);
    }

    Instant time(String name) {
        var text = text(name);
        try {
            var time = Instant.parse(text);
            if (Draft.print(time).equals(text)) {
                return time;
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a time in '" + path + name + "': " + text, e);
        }
        throw new IllegalArgumentException("not a time in UTC and milliseconds in '" + path + name + "': " + text);
    }

    Optional<LocalDate> optionalDate(String name) {
        return optionalText(name).map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("not a date in '" + path + name + "': " + text, e);
            }
        });
    }

    Duration milliseconds(String name) {
        return Duration.ofMillis(number(name));
    }

    <T> T object(String name, Function<Fields, T> reading) {
        return nested(name, required(name, Map.class)).whole(reading);
    }

    <T> Optional<T> optionalObject(String name, Function<Fields, T> reading) {
        return optional(name, Map.class).map(members -> nested(name, members).whole(reading));
    }

    <T> List<T> objects(String name, Function<Fields, T> reading) {
        return list(name, Map.class, members -> nested(name, members).whole(reading));
    }

    /** The list of this name; an empty one where there is none. */
    <T> List<T> optionalObjects(String name, Function<Fields, T> reading) {
        if (!unread.containsKey(name)) {
            return List.of();
        }
        var values = objects(name, reading);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("'" + path + name + "' is empty; it is left out then");
        }
        return values;
    }

    <T> List<T> texts(String name, Function<String, T> reading) {
        return list(name, String.class, reading);
    }

    private Fields nested(String name, Map<?, ?> members) {
        return new Fields(path + name + ".", members);
    }

    private <S, T> List<T> list(String name, Class<S> type, Function<S, T> reading) {
        var values = new ArrayList<T>();
        for (var element : required(name, List.class)) {
            values.add(reading.apply(cast(name, element, type)));
        }
        return values;
    }

    private <T> T required(String name, Class<T> type) {
        return cast(name, unread.remove(name), type);
    }

    private <T> Optional<T> optional(String name, Class<T> type) {
        return unread.containsKey(name) ? Optional.of(required(name, type)) : Optional.empty();
    }

    private <T> T cast(String name, @Nullable Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "'" + path + name + "' is not a " + type.getSimpleName() + " but " + value);
        }
        return type.cast(value);
    }
}
