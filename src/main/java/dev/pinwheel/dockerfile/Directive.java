package dev.pinwheel.dockerfile;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A parser directive, such as {@code # escape=`}. */
record Directive(String name, Text value) {

    private static final Set<String> NAMES = Set.of("syntax", "escape", "check");

    /** Reads a line; absent if it is no directive, and then none can follow. */
    static Optional<Directive> parse(Text line, String comment) {
        if (!line.chars().startsWith(comment)) {
            return Optional.empty();
        }
        var start = comment.length();
        for (var width = Whitespace.at(line.chars(), start); width > 0; width = Whitespace.at(line.chars(), start)) {
            start += width;
        }
        var end = start;
        while (end < line.length() && isNamePart(line.at(end), end > start)) {
            end++;
        }
        var name = line.part(start, end).chars().toLowerCase(Locale.ROOT);
        var equals = skipSpace(line, end);
        if (!NAMES.contains(name) || equals == line.length() || line.at(equals) != '=') {
            return Optional.empty();
        }
        return value(line.from(equals + 1)).map(value -> new Directive(name, value));
    }

    /** Of white space alone the last is the value. */
    private static Optional<Text> value(Text rest) {
        var start = skipSpace(rest, 0);
        if (start == rest.length()) {
            return rest.isEmpty() ? Optional.empty() : Optional.of(rest.from(rest.length() - 1));
        }
        var end = rest.length();
        while (isSpace(rest.at(end - 1))) {
            end--;
        }
        return Optional.of(rest.part(start, end));
    }

    private static boolean isNamePart(char c, boolean digitsToo) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (digitsToo && c >= '0' && c <= '9');
    }

    private static int skipSpace(Text text, int start) {
        var at = start;
        while (at < text.length() && isSpace(text.at(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return Whitespace.isAscii(c) && c != 0x0B;
    }
}
