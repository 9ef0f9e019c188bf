package dev.pinwheel.journal;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON in its one canonical spelling: members sorted, no white space, whole numbers only.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785</a>
 */
final class Canonical {

    /** The largest number that every JSON reader keeps exact. */
    private static final long MAX_NUMBER = (1L << 53) - 1;

    private static final ObjectMapper READER = new ObjectMapper()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Canonical() {}

    static byte[] print(Map<String, Object> members) {
        var text = new StringBuilder();
        append(members, text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads an object; the inverse of {@link #print}, and only of that. */
    static Map<String, Object> parse(byte[] json) {
        try {
            var members = READER.readValue(json, new TypeReference<TreeMap<String, Object>>() {});
            if (members != null && Arrays.equals(print(members), json)) {
                return members;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JSON object: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("not canonical JSON");
    }

    private static void append(@Nullable Object value, StringBuilder text) {
        switch (value) {
            case null -> throw new IllegalArgumentException("an entry holds no null");
            case String string -> appendString(string, text);
            case Boolean flag -> text.append(flag.booleanValue());
            case Long number when -MAX_NUMBER <= number && number <= MAX_NUMBER -> text.append(number.longValue());
            case List<?> list -> appendList(list, text);
            case Map<?, ?> members -> appendObject(members, text);
            default ->
                throw new IllegalArgumentException(
                        "an entry holds no " + value.getClass().getSimpleName() + " " + value);
        }
    }

    private static void appendList(List<?> list, StringBuilder text) {
        var separator = "[";
        for (var element : list) {
            text.append(separator);
            append(element, text);
            separator = ",";
        }
        text.append(list.isEmpty() ? "[]" : "]");
    }

    private static void appendObject(Map<?, ?> members, StringBuilder text) {
        var separator = "{";
        for (var member : new TreeMap<Object, Object>(members).entrySet()) {
            text.append(separator);
            appendString((String) member.getKey(), text);
            text.append(':');
            append(member.getValue(), text);
            separator = ",";
        }
        text.append(members.isEmpty() ? "{}" : "}");
    }

    private static void appendString(String string, StringBuilder text) {
        text.append('"');
        for (var i = 0; i < string.length(); i++) {
            var character = string.charAt(i);
            switch (character) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> text.append(character < ' ' ? "\\u%04x".formatted((int) character) : character);
            }
        }
        text.append('"');
    }
}
