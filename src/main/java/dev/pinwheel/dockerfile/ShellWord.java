package dev.pinwheel.dockerfile;

import java.util.ArrayList;
import java.util.List;

/**
 * One text on its way through the frontend's shell lexer, which takes off quotes and escapes and puts
 * variables' values in.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/#environment-replacement">Environment
 *     replacement</a>
 */
final class ShellWord {

    private static final int END = -1;
    private static final int DEEPEST = 100;

    /** What is kept as it is written, where words are only told apart and nothing is expanded. */
    private record Kept(boolean quotes, boolean unset) {}

    private static final Kept NOTHING = new Kept(false, false);

    private final Text text;
    private final char escape;
    private final Variables variables;
    private final Kept kept;
    private final Words words = new Words();
    private boolean keepsEscapes;
    private int at;
    private int depth;

    private ShellWord(Text text, char escape, Variables variables, Kept kept) {
        this.text = text;
        this.escape = escape;
        this.variables = variables;
        this.kept = kept;
    }

    /** The text with its variables expanded. */
    static Text expand(Text text, char escape, Variables variables) throws RejectedException {
        return new ShellWord(text, escape, variables, NOTHING).until(END, false);
    }

    /** The words of a line, quotes, escapes and variables left as they are. */
    static List<Text> split(Text line) throws RejectedException {
        var lexer = new ShellWord(line, '\\', new Variables(), new Kept(true, true));
        lexer.until(END, true);
        return lexer.words.all();
    }

    /** The words of a heredoc's name, without quotes and escapes. */
    static List<Text> unquoted(Text name) throws RejectedException {
        var lexer = new ShellWord(name, '\\', new Variables(), new Kept(false, true));
        lexer.until(END, false);
        return lexer.words.all();
    }

    private Text until(int stop, boolean keepEscapes) throws RejectedException {
        if (++depth > DEEPEST) {
            throw new RejectedException("substitutions are nested more than " + DEEPEST + " deep");
        }
        var keptBefore = keepsEscapes;
        keepsEscapes = keepEscapes;
        var result = new Text.Builder();
        while (at < text.length() && text.at(at) != stop) {
            piece(result);
        }
        if (stop != END && at == text.length()) {
            throw new RejectedException("syntax error: missing '" + (char) stop + "' in ${…}");
        }
        at++;
        keepsEscapes = keptBefore;
        depth--;
        return result.text();
    }

    private void piece(Text.Builder result) throws RejectedException {
        switch (text.at(at)) {
            case '\'' -> add(result, singleQuoted());
            case '"' -> add(result, doubleQuoted());
            case '<' -> add(result, heredocMark());
            case '$' -> {
                var value = dollar();
                grow(result, value);
                words.addSplit(value, depth);
            }
            default -> plain(result);
        }
    }

    private void add(Text.Builder result, Text piece) throws RejectedException {
        grow(result, piece);
        words.add(piece, depth);
    }

    private void grow(Text.Builder result, Text piece) throws RejectedException {
        variables.grow(result.length() + piece.length(), piece.length());
        result.add(piece);
    }

    private void plain(Text.Builder result) {
        if (text.at(at) != escape) {
            var width = Math.max(1, Whitespace.at(text.chars(), at));
            var piece = text.part(at, at + width);
            result.add(piece);
            words.addSplit(piece, depth);
            at += width;
            return;
        }
        var start = keepsEscapes ? at : at + 1;
        at = Math.min(at + 2, text.length());
        var piece = text.part(Math.min(start, at), at);
        result.add(piece);
        words.add(piece, depth);
    }

    private Text singleQuoted() throws RejectedException {
        var end = text.chars().indexOf('\'', at + 1);
        if (end < 0) {
            throw new RejectedException("no matching single quote");
        }
        var quoted = kept.quotes() ? text.part(at, end + 1) : text.part(at + 1, end);
        at = end + 1;
        return quoted;
    }

    private Text doubleQuoted() throws RejectedException {
        var result = new Text.Builder();
        quote(result);
        while (at < text.length() && text.at(at) != '"') {
            if (text.at(at) == '$') {
                grow(result, dollar());
            } else if (text.at(at) == escape) {
                escapedInQuotes(result);
            } else {
                result.add(text, at, ++at);
            }
        }
        if (at == text.length()) {
            throw new RejectedException("no matching double quote");
        }
        quote(result);
        return result.text();
    }

    private void quote(Text.Builder result) {
        if (kept.quotes()) {
            result.add(text, at, at + 1);
        }
        at++;
    }

    /** In double quotes an escape is one only before a quote, a dollar and itself. */
    private void escapedInQuotes(Text.Builder result) {
        if (keepsEscapes) {
            result.add(text, at, at + 1);
        }
        at++;
        if (at == text.length()) {
            return;
        }
        var next = text.at(at);
        if (next == '"' || next == '$' || next == escape) {
            result.add(text, at, ++at);
        } else {
            result.add(text, at - 1, at);
        }
    }

    /** Two of {@code <} belong to the word that follows, even if there is white space between. */
    private Text heredocMark() {
        var start = at++;
        if (at < text.length() && text.at(at) == '<') {
            at++;
            while (at < text.length() && " \t\r\n".indexOf(text.at(at)) >= 0) {
                at++;
            }
        }
        return text.part(start, at);
    }

    private Text dollar() throws RejectedException {
        var start = at++;
        if (peek() == '{') {
            return braces(start);
        }
        var name = name();
        if (name.isEmpty()) {
            return text.part(start, at);
        }
        return valueOr(name, text.part(start, at));
    }

    private Text valueOr(String name, Text written) throws RejectedException {
        return variables.find(name).orElse(kept.unset() ? written : Text.EMPTY);
    }

    private Text braces(int start) throws RejectedException {
        at++;
        if (peek() == '{' || peek() == '}' || peek() == ':') {
            throw new RejectedException("syntax error: bad substitution");
        }
        var name = name();
        if (peek() == '}') {
            at++;
            return valueOr(name, text.part(start, at));
        }
        var modifier = modifier();
        var headEnd = at;
        var trims = modifier.equals("#") || modifier.equals("%");
        var replaces = modifier.startsWith("/");
        var word = until(replaces ? '/' : '}', trims || replaces);
        var replacement = replaces ? until('}', true) : Text.EMPTY;
        var value = variables.find(name);
        if (value.isEmpty() && kept.unset()) {
            return new Text.Builder()
                    .add(text, start, headEnd)
                    .add(word)
                    .add(replacement)
                    .add(text, at - 1, at)
                    .text();
        }
        return new Substitution(name, modifier, word, replacement).apply(value);
    }

    private String modifier() throws RejectedException {
        var start = at;
        if (peek() == END) {
            throw new RejectedException("syntax error: missing '}'");
        }
        var first = text.at(at++);
        if (first == ':' && peek() != END) {
            at++;
        } else if (first == '/' && peek() == '/') {
            at++;
        }
        var modifier = text.part(start, at).chars();
        if (!KNOWN_MODIFIERS.contains(modifier)) {
            throw new RejectedException("unsupported modifier (" + text.part(start, at) + ") in substitution");
        }
        return modifier;
    }

    private static final List<String> KNOWN_MODIFIERS = List.of("-", "+", "?", ":-", ":+", ":?", "#", "%", "/", "//");

    /** A name: letters, digits and underscores, digits alone, or one special character. */
    private String name() {
        var start = at;
        if (peek() != END && "@*#?-$!0".indexOf(text.at(at)) >= 0 && !isDigit()) {
            at++;
            return text.part(start, at).chars();
        }
        var digitsOnly = isDigit();
        while (peek() != END && (isDigit() || (!digitsOnly && isNamePart()))) {
            at += Runes.width(text.chars(), at);
        }
        return text.part(start, at).chars();
    }

    private boolean isDigit() {
        return peek() != END && Character.isDigit(Math.max(0, point()));
    }

    private boolean isNamePart() {
        return point() == '_' || (point() > 0 && Character.isLetter(point()));
    }

    private int point() {
        return Runes.at(text.chars(), at);
    }

    private int peek() {
        return at < text.length() ? text.at(at) : END;
    }

    /** The words of the outermost text; what is nested in {@code ${…}} adds to them only as a value. */
    private static final class Words {

        private final List<Text> all = new ArrayList<>();
        private Text.Builder word = new Text.Builder();

        void add(Text piece, int depth) {
            if (depth == 1) {
                word.add(piece);
            }
        }

        void addSplit(Text piece, int depth) {
            if (depth != 1) {
                return;
            }
            for (var i = 0; i < piece.length(); ) {
                var space = Whitespace.at(piece.chars(), i);
                if (space > 0) {
                    end();
                    i += space;
                } else {
                    word.add(piece, i, ++i);
                }
            }
        }

        List<Text> all() {
            end();
            return all;
        }

        private void end() {
            if (word.length() > 0) {
                all.add(word.text());
                word = new Text.Builder();
            }
        }
    }
}
