package dev.pinwheel.dockerfile;

import java.util.List;

/**
 * One text on its way through the frontend's shell lexer, which takes off quotes and escapes and puts
 * variables' values in.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/#environment-replacement">Environment
 *     replacement</a>
 */
final class ShellWord {

    private static final int DEEPEST = 100;
    private static final String SPECIAL = "$'\"<";

    /** What is kept as it is written, where words are only told apart and nothing is expanded. */
    private record Kept(boolean quotes, boolean unset) {}

    private static final Kept NOTHING = new Kept(false, false);

    private final Cursor cursor;
    private final char escape;
    private final Variables variables;
    private final Kept kept;
    private final Words words = new Words();
    private boolean keepsEscapes;
    private int depth;

    private ShellWord(Text text, char escape, Variables variables, Kept kept) {
        this.cursor = new Cursor(text);
        this.escape = escape;
        this.variables = variables;
        this.kept = kept;
    }

    /** The text with its variables expanded. */
    static Text expand(Text text, char escape, Variables variables) throws RejectedException {
        return new ShellWord(text, escape, variables, NOTHING).until(Cursor.END, false);
    }

    /** The words of a line, quotes, escapes and variables left as they are. */
    static List<Text> split(Text line) throws RejectedException {
        var lexer = new ShellWord(line, '\\', new Variables(), new Kept(true, true));
        lexer.until(Cursor.END, true);
        return lexer.words.all();
    }

    /** The words of a heredoc's name, without quotes and escapes. */
    static List<Text> unquoted(Text name) throws RejectedException {
        var lexer = new ShellWord(name, '\\', new Variables(), new Kept(false, true));
        lexer.until(Cursor.END, false);
        return lexer.words.all();
    }

    private Text until(int stop, boolean keepEscapes) throws RejectedException {
        if (++depth > DEEPEST) {
            throw new RejectedException("substitutions are nested more than " + DEEPEST + " deep");
        }
        var keptBefore = keepsEscapes;
        keepsEscapes = keepEscapes;
        var result = new Text.Builder();
        while (!cursor.isAtEnd() && cursor.peek() != stop) {
            piece(result, stop);
        }
        if (cursor.peek() != stop) {
            throw new RejectedException("syntax error: missing '" + (char) stop + "' in ${…}");
        }
        cursor.take(1);
        keepsEscapes = keptBefore;
        depth--;
        return result.text();
    }

    private void piece(Text.Builder result, int stop) throws RejectedException {
        var next = cursor.peek();
        if (next == '$') {
            addSplit(result, dollar());
        } else if (next == '\'') {
            add(result, singleQuoted());
        } else if (next == '"') {
            add(result, doubleQuoted());
        } else if (next == '<') {
            add(result, heredocMark());
        } else if (next == escape) {
            add(result, escaped());
        } else {
            addSplit(result, cursor.takeUntil(SPECIAL, escape, stop));
        }
    }

    /** Of what is nested in {@code ${…}} no words are made: it counts as a value when that is added. */
    private void add(Text.Builder result, Text piece) throws RejectedException {
        grow(result, piece);
        if (depth == 1) {
            words.add(piece);
        }
    }

    private void addSplit(Text.Builder result, Text piece) throws RejectedException {
        grow(result, piece);
        if (depth == 1) {
            words.addSplit(piece);
        }
    }

    private void grow(Text.Builder result, Text piece) throws RejectedException {
        if (!kept.unset()) {
            variables.grow(result.length() + piece.length(), piece.length());
        }
        result.add(piece);
    }

    private Text escaped() {
        var whole = cursor.take(2);
        return keepsEscapes ? whole : whole.from(1);
    }

    private Text singleQuoted() throws RejectedException {
        cursor.take(1);
        var end = cursor.next('\'');
        if (end < 0) {
            throw new RejectedException("no matching single quote");
        }
        var start = cursor.at();
        var inside = cursor.take(end - start);
        cursor.take(1);
        return kept.quotes() ? cursor.since(start - 1) : inside;
    }

    private Text doubleQuoted() throws RejectedException {
        var result = new Text.Builder();
        quote(result);
        while (!cursor.isAtEnd() && cursor.peek() != '"') {
            if (cursor.peek() == '$') {
                grow(result, dollar());
            } else if (cursor.peek() == escape) {
                escapedInQuotes(result);
            } else {
                result.add(cursor.takeUntil("$\"", escape, '"'));
            }
        }
        if (cursor.isAtEnd()) {
            throw new RejectedException("no matching double quote");
        }
        quote(result);
        return result.text();
    }

    private void quote(Text.Builder result) {
        var quote = cursor.take(1);
        if (kept.quotes()) {
            result.add(quote);
        }
    }

    /** In double quotes an escape is one only before a quote, a dollar and itself. */
    private void escapedInQuotes(Text.Builder result) {
        var sign = cursor.take(1);
        if (keepsEscapes) {
            result.add(sign);
        }
        var next = cursor.peek();
        if (next == '"' || next == '$' || next == escape) {
            result.add(cursor.take(1));
        } else if (next != Cursor.END) {
            result.add(sign);
        }
    }

    /** Two of {@code <} belong to the word that follows, even if there is white space between. */
    private Text heredocMark() {
        var start = cursor.at();
        cursor.take(1);
        if (cursor.peek() == '<') {
            do {
                cursor.take(1);
            } while (!cursor.isAtEnd() && " \t\r\n".indexOf(cursor.peek()) >= 0);
        }
        return cursor.since(start);
    }

    private Text dollar() throws RejectedException {
        var start = cursor.at();
        cursor.take(1);
        if (cursor.peek() == '{') {
            return braces(start);
        }
        var name = cursor.takeName();
        return name.isEmpty() ? cursor.since(start) : valueOr(name, start);
    }

    private Text valueOr(String name, int start) throws RejectedException {
        return variables.find(name).orElse(kept.unset() ? cursor.since(start) : Text.EMPTY);
    }

    private Text braces(int start) throws RejectedException {
        cursor.take(1);
        if (cursor.peek() == '{' || cursor.peek() == '}' || cursor.peek() == ':') {
            throw new RejectedException("syntax error: bad substitution");
        }
        var name = cursor.takeName();
        if (cursor.peek() == '}') {
            cursor.take(1);
            return valueOr(name, start);
        }
        var modifier = cursor.takeModifier();
        var head = cursor.since(start);
        var replaces = modifier.startsWith("/");
        var word = until(replaces ? '/' : '}', replaces || modifier.equals("#") || modifier.equals("%"));
        var replacement = replaces ? until('}', true) : Text.EMPTY;
        var value = variables.find(name);
        if (value.isEmpty() && kept.unset()) {
            return new Text.Builder().add(head).add(word).add(replacement).text();
        }
        if (modifier.endsWith("-") && !word.isEmpty()) {
            var isForUnset = modifier.equals("-");
            value.filter(set -> isForUnset || !set.isEmpty())
                    .ifPresent(set -> variables.leave(new Fallback(name, isForUnset)));
        }
        return new Substitution(name, modifier, word, replacement).apply(value);
    }
}
