package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Span;
import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.List;

/** A place in an HCL file, and what stands there. */
final class HclCursor {

    private static final int MOST_FAULTS = 50;

    private final Text file;
    private final List<MalformedFileException> faults = new ArrayList<>();
    private int at;

    HclCursor(Text file) {
        this.file = file;
    }

    int at() {
        return at;
    }

    boolean isAtEnd() {
        return at >= file.length();
    }

    /** The next character; NUL at the end. */
    char peek() {
        return at < file.length() ? file.at(at) : '\0';
    }

    void take() {
        at++;
    }

    void take(int count) {
        at += count;
    }

    boolean isAt(String chars) {
        return file.chars().startsWith(chars, at);
    }

    /** What has been passed over since. */
    Text since(int start) {
        return file.part(start, at);
    }

    void expect(char c) {
        if (peek() != c) {
            throw not("there should be a '" + c + "'");
        }
        at++;
    }

    /** Passes over white space, ends of lines and comments. */
    void skip() {
        var before = -1;
        while (at > before) {
            before = at;
            skipSpace();
            while (peek() == '\n' || peek() == '\r') {
                at++;
            }
            if (peek() == '#') {
                skipTo("\n");
            }
        }
    }

    /** Passes over white space and comments within a line. */
    void skipSpace() {
        while (peek() == ' ' || peek() == '\t' || isSlashComment()) {
            if (!isSlashComment()) {
                at++;
            } else if (file.chars().startsWith("/*", at)) {
                skipTo("*/");
                at = Math.min(at + 2, file.length());
            } else {
                skipTo("\n");
            }
        }
    }

    private boolean isSlashComment() {
        return file.chars().startsWith("//", at) || file.chars().startsWith("/*", at);
    }

    private void skipTo(String end) {
        var found = file.chars().indexOf(end, at);
        at = found < 0 ? file.length() : found;
    }

    String name() {
        return word().chars();
    }

    /** A name or a number, and where it is written. */
    Text word() {
        var start = at;
        while (isNamePart(peek())) {
            at++;
        }
        if (at == start) {
            throw not("there should be a name");
        }
        return file.part(start, at);
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    /** A quoted string; its escapes are as good as written nowhere. */
    Setting.Literal string() {
        expect('"');
        var start = at;
        var open = 0;
        while (peek() != '"' || open > 0) {
            if (isAtEnd() || peek() == '\n') {
                throw not("a string does not end");
            }
            if (file.chars().startsWith("${", at)) {
                open++;
            } else if (peek() == '}' && open > 0) {
                open--;
            } else if (peek() == '\\') {
                at++;
            }
            at++;
        }
        return new Setting.Literal(new HclEscapes(file.part(start, at++), this::bad).decoded());
    }

    private void bad(Text escape) {
        if (faults.size() == MOST_FAULTS) {
            return;
        }
        var offset = escape.spans().stream().mapToInt(Span::start).findFirst().orElse(0);
        faults.add(notAt(offset, "an unknown escape: " + escape));
    }

    /** What is wrong first with the file, and does not keep the rest of it from being read. */
    List<MalformedFileException> faults() {
        return faults;
    }

    /** A heredoc; with {@code <<-} the indentation that all of its lines have is taken off. */
    Setting heredoc() {
        at++;
        expect('<');
        var isIndented = peek() == '-';
        at += isIndented ? 1 : 0;
        var end = name();
        skipTo("\n");
        at++;
        var lines = new ArrayList<Text>();
        while (!isAtEnd()) {
            var start = at;
            skipTo("\n");
            at = Math.min(at + 1, file.length());
            var line = file.part(start, at);
            if (line.trimmed().chars().equals(end)) {
                at--;
                return new Setting.Literal(Text.join(isIndented ? withoutIndentation(lines) : lines));
            }
            lines.add(line);
        }
        throw not("a heredoc does not end");
    }

    private static List<Text> withoutIndentation(List<Text> lines) {
        var common = lines.stream()
                .filter(line -> !line.trimmed().isEmpty())
                .mapToInt(HclCursor::indentation)
                .min()
                .orElse(0);
        var result = new ArrayList<Text>();
        lines.forEach(line -> result.add(line.from(Math.min(common, indentation(line)))));
        return result;
    }

    private static int indentation(Text line) {
        var width = 0;
        while (width < line.length() && (line.at(width) == ' ' || line.at(width) == '\t')) {
            width++;
        }
        return width;
    }

    MalformedFileException not(String why) {
        return notAt(at, why);
    }

    private MalformedFileException notAt(int offset, String why) {
        var before = file.chars().substring(0, Math.min(offset, file.length()));
        return new MalformedFileException(
                1 + (int) before.chars().filter(c -> c == '\n').count(), "not HCL: " + why);
    }
}
