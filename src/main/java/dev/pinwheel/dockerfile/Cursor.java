package dev.pinwheel.dockerfile;

import java.util.Set;

/** A place in a text, and what stands there. */
final class Cursor {

    static final int END = -1;
    private static final String SPECIAL_NAMES = "@*#?-$!";
    private static final Set<String> MODIFIERS = Set.of("-", "+", "?", ":-", ":+", ":?", "#", "%", "/", "//");

    private final Text text;
    private int at;

    Cursor(Text text) {
        this.text = text;
    }

    int at() {
        return at;
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    /** The next character, or {@link #END}. */
    int peek() {
        return at < text.length() ? text.at(at) : END;
    }

    /** Passes over the next characters, as many as there are. */
    Text take(int count) {
        var start = at;
        at = Math.min(at + count, text.length());
        return text.part(start, at);
    }

    /** Passes over what comes before the first of some characters, the next character in any case. */
    Text takeUntil(String some, int other, int another) {
        var start = at++;
        while (!isAtEnd() && peek() != other && peek() != another && some.indexOf(peek()) < 0) {
            at++;
        }
        return since(start);
    }

    Text since(int start) {
        return text.part(start, at);
    }

    /** Where a character comes next, or -1. */
    int next(char c) {
        return text.chars().indexOf(c, at);
    }

    /** A variable's name: letters, digits and underscores, digits alone, or one special character. */
    String takeName() {
        if (peek() != END && SPECIAL_NAMES.indexOf(peek()) >= 0) {
            return take(1).chars();
        }
        var start = at;
        var digitsOnly = isDigit();
        while (isDigit() || (!digitsOnly && isLetter())) {
            at += Runes.width(text.chars(), at);
        }
        return since(start).chars();
    }

    /** What stands between a variable's name and the words that tell what to do with it. */
    String takeModifier() throws RejectedException {
        if (isAtEnd()) {
            throw new RejectedException("syntax error: missing '}'");
        }
        var start = at;
        var first = take(1).at(0);
        if (first == ':' || (first == '/' && peek() == '/')) {
            take(1);
        }
        var modifier = since(start);
        if (!MODIFIERS.contains(modifier.chars())) {
            throw new RejectedException("unsupported modifier (" + modifier + ") in substitution");
        }
        return modifier.chars();
    }

    private boolean isDigit() {
        return !isAtEnd() && Character.isDigit(Math.max(0, Runes.at(text.chars(), at)));
    }

    private boolean isLetter() {
        if (isAtEnd()) {
            return false;
        }
        var point = Runes.at(text.chars(), at);
        return point == '_' || (point > 0 && Character.isLetter(point));
    }
}
