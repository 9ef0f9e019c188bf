package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON with comments and commas behind the last element, whose strings know where they are written. */
final class Jsonc {

    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";
    private static final int DEEPEST = 50;
    private static final int HEX = 16;

    private final Text file;
    private int at;
    private int depth;

    private Jsonc(Text file) {
        this.file = file;
    }

    /**
     * Reads a file; numbers, truth values and null are {@link Setting.Written}.
     *
     * @throws IllegalArgumentException if it is not JSON
     */
    static Setting parse(Text file) {
        var json = new Jsonc(file);
        json.at = file.chars().startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        var value = json.value();
        if (json.peek() != '\0') {
            throw json.not("something stands behind the end");
        }
        return value;
    }

    private Setting value() {
        return switch (peek()) {
            case '"' -> new Setting.Literal(string());
            case '[' -> new Setting.Sequence(items());
            case '{' -> new Setting.Mapping(members());
            default -> word();
        };
    }

    private Map<String, Setting> members() {
        var members = new LinkedHashMap<String, Setting>();
        open();
        while (peek() != '}') {
            var name = string().toString();
            expect(':');
            members.put(name, value());
            separator('}');
        }
        close();
        return members;
    }

    private List<Setting> items() {
        var items = new ArrayList<Setting>();
        open();
        while (peek() != ']') {
            items.add(value());
            separator(']');
        }
        close();
        return items;
    }

    private void open() {
        if (++depth > DEEPEST) {
            throw not("nested more than " + DEEPEST + " deep");
        }
        at++;
    }

    private void close() {
        depth--;
        at++;
    }

    private void separator(char end) {
        if (peek() != end) {
            expect(',');
        }
    }

    /** A number, {@code true}, {@code false} or {@code null}. */
    private Setting word() {
        var start = at;
        while (at < file.length() && isWordPart(file.at(at))) {
            at++;
        }
        if (at == start) {
            throw not("there should be a value");
        }
        return new Setting.Written(file.part(start, at));
    }

    private static boolean isWordPart(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '+' || c == '.' || c == 'E';
    }

    private Text string() {
        expect('"');
        var pieces = new ArrayList<Text>();
        var start = at;
        while (current() != '"') {
            if (current() < ' ') {
                throw not("a string does not end");
            }
            if (current() == '\\') {
                pieces.add(file.part(start, at++));
                pieces.add(escaped());
                start = at;
            } else {
                at++;
            }
        }
        pieces.add(file.part(start, at++));
        return pieces.size() == 1 ? pieces.getFirst() : Text.join(pieces);
    }

    private Text escaped() {
        var c = current();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> Text.unwritten(String.valueOf(c));
            case 'b' -> Text.unwritten("\b");
            case 'f' -> Text.unwritten("\f");
            case 'n' -> Text.unwritten("\n");
            case 'r' -> Text.unwritten("\r");
            case 't' -> Text.unwritten("\t");
            case 'u' -> Text.unwritten(String.valueOf(fourDigits()));
            default -> throw not("an unknown escape");
        };
    }

    private char fourDigits() {
        var code = 0;
        for (var i = 0; i < 4; i++, at++) {
            var digit = Character.digit(current(), HEX);
            if (digit < 0) {
                throw not("an unknown escape");
            }
            code = code * HEX + digit;
        }
        return (char) code;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw not("there should be a '" + c + "'");
        }
        at++;
    }

    /** The next character that is neither white space nor a comment; NUL at the end. */
    private char peek() {
        while (at < file.length()) {
            if (" \t\r\n".indexOf(file.at(at)) >= 0) {
                at++;
            } else if (file.chars().startsWith("//", at)) {
                skipTo("\n");
            } else if (file.chars().startsWith("/*", at)) {
                at += 2;
                skipTo("*/");
            } else {
                break;
            }
        }
        return current();
    }

    private void skipTo(String end) {
        var found = file.chars().indexOf(end, at);
        at = found < 0 ? file.length() : found + end.length();
    }

    private char current() {
        return at < file.length() ? file.at(at) : '\0';
    }

    private MalformedFileException not(String why) {
        var before = file.chars().substring(0, Math.min(at, file.length()));
        return new MalformedFileException(
                1 + (int) before.chars().filter(c -> c == '\n').count(), "not JSON: " + why);
    }
}
