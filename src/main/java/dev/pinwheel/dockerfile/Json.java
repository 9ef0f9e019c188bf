package dev.pinwheel.dockerfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON as far as a Dockerfile has it: whether something is an array or an object, and the strings right in it. */
final class Json {

    private static final int DEEPEST = 200;

    private final Text text;
    private int at;
    private int depth;

    private Json(Text text) {
        this.text = text;
    }

    /** The elements of an array, absent where one is not a string; absent as a whole if this is no array. */
    static Optional<List<Optional<Text>>> array(Text text) {
        var json = new Json(text);
        try {
            json.space();
            if (json.peek() != '[') {
                return Optional.empty();
            }
            var elements = json.elements();
            return json.isAtEnd() ? Optional.of(elements) : Optional.empty();
        } catch (RejectedException notJson) {
            return Optional.empty();
        }
    }

    /** The members of an object that are strings, by name; none if this is no object. */
    static Map<String, Text> object(Text text) {
        var json = new Json(text);
        try {
            json.space();
            if (json.peek() != '{') {
                return Map.of();
            }
            var members = json.members();
            return json.isAtEnd() ? members : Map.of();
        } catch (RejectedException notJson) {
            return Map.of();
        }
    }

    private boolean isAtEnd() {
        space();
        return at == text.length();
    }

    private List<Optional<Text>> elements() throws RejectedException {
        var elements = new ArrayList<Optional<Text>>();
        open('[');
        if (peek() != ']') {
            do {
                elements.add(value());
            } while (next());
        }
        close(']');
        return elements;
    }

    private Map<String, Text> members() throws RejectedException {
        var members = new HashMap<String, Text>();
        open('{');
        if (peek() != '}') {
            do {
                space();
                var name = string().chars();
                space();
                expect(':');
                members.remove(name);
                value().ifPresent(value -> members.put(name, value));
            } while (next());
        }
        close('}');
        return members;
    }

    /** Reads any value; it is present if it is a string. */
    private Optional<Text> value() throws RejectedException {
        space();
        switch (peek()) {
            case '"' -> {
                return Optional.of(string());
            }
            case '[' -> elements();
            case '{' -> members();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
        return Optional.empty();
    }

    /** Reads a string; it stays as it is written, escapes and all. */
    private Text string() throws RejectedException {
        expect('"');
        var start = at;
        while (peek() != '"') {
            if (peek() < ' ') {
                throw notJson();
            }
            if (text.at(at++) == '\\') {
                escape();
            }
        }
        at++;
        return text.part(start, at - 1);
    }

    private void escape() throws RejectedException {
        var c = peek();
        at++;
        if (c == 'u') {
            for (var i = 0; i < 4; i++, at++) {
                if (Character.digit(peek(), 16) < 0 || peek() > 'f') {
                    throw notJson();
                }
            }
        } else if ("\"\\/bfnrt".indexOf(c) < 0) {
            throw notJson();
        }
    }

    private void number() throws RejectedException {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() throws RejectedException {
        var start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw notJson();
        }
    }

    private void literal(String word) throws RejectedException {
        if (!text.chars().startsWith(word, at)) {
            throw notJson();
        }
        at += word.length();
    }

    private void open(char bracket) throws RejectedException {
        expect(bracket);
        if (++depth > DEEPEST) {
            throw notJson();
        }
        space();
    }

    private void close(char bracket) throws RejectedException {
        space();
        expect(bracket);
        depth--;
    }

    private boolean next() {
        space();
        if (peek() == ',') {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) throws RejectedException {
        if (peek() != c) {
            throw notJson();
        }
        at++;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.at(at)) >= 0) {
            at++;
        }
    }

    private int peek() {
        return at < text.length() ? text.at(at) : -1;
    }

    private static RejectedException notJson() {
        return new RejectedException("not JSON");
    }
}
