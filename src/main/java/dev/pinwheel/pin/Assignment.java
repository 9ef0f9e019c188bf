package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line that gives a name a value: {@code X=value}, {@code export X="value"}, {@code override X ?= value}.
 *
 * @param operator what stands before the equals sign: empty, or make's {@code ?}, {@code :}, {@code +}, {@code !}
 * @param line counted from 1
 */
record Assignment(String name, String operator, Text value, int line) {

    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";
    private static final List<String> WORDS = List.of("export ", "override ", "private ");

    /** The assignments of a file, in order; lines that are none do not count. */
    static List<Assignment> in(Text file) {
        var assignments = new ArrayList<Assignment>();
        var lines = lines(file);
        for (var i = 0; i < lines.size(); i++) {
            parse(lines.get(i).trimmed(), i + 1).ifPresent(assignments::add);
        }
        return assignments;
    }

    /** The lines of a file without what ends them. */
    static List<Text> lines(Text file) {
        var lines = new ArrayList<Text>();
        for (var start = file.chars().startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
                start < file.length(); ) {
            var newline = file.chars().indexOf('\n', start);
            var next = newline < 0 ? file.length() + 1 : newline + 1;
            var end = next - 1 > start && file.at(next - 2) == '\r' ? next - 2 : next - 1;
            lines.add(file.part(start, end));
            start = next;
        }
        return lines;
    }

    /** The assignment that a line is. */
    static Optional<Assignment> parse(Text written, int number) {
        var line = withoutWords(written);
        var equals = line.chars().indexOf('=');
        if (equals <= 0 || line.at(0) == '#') {
            return Optional.empty();
        }
        var nameEnd = equals;
        while (nameEnd > 0 && "?:+!".indexOf(line.at(nameEnd - 1)) >= 0) {
            nameEnd--;
        }
        var name = line.part(0, nameEnd).trimmed().chars();
        if (name.isEmpty() || !name.chars().allMatch(Assignment::isNamePart)) {
            return Optional.empty();
        }
        var operator = line.part(nameEnd, equals).chars();
        return Optional.of(
                new Assignment(name, operator, value(line.from(equals + 1).trimmed()), number));
    }

    private static Text withoutWords(Text written) {
        var line = written;
        for (var word = word(line); word.isPresent(); word = word(line)) {
            line = line.from(word.get().length()).trimmed();
        }
        return line;
    }

    private static Optional<String> word(Text line) {
        return WORDS.stream().filter(line.chars()::startsWith).findFirst();
    }

    /** Whether the value stands in single quotes in the file that it is of. */
    boolean isLiteralIn(Text file) {
        return value.spans().stream().anyMatch(span -> span.start() > 0 && file.at(span.start() - 1) == '\'');
    }

    /** Whether the value is filled in where it stands, and not where it is used. */
    boolean isImmediate() {
        return operator.startsWith(":");
    }

    static boolean isNamePart(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    /** Quotes are taken off; without them a comment ends the value. */
    private static Text value(Text written) {
        if (!written.isEmpty() && (written.at(0) == '"' || written.at(0) == '\'')) {
            var end = written.chars().indexOf(written.at(0), 1);
            return end < 0 ? written : written.part(1, end);
        }
        var comment = written.chars().indexOf(" #");
        return comment < 0 ? written : written.part(0, comment).trimmed();
    }
}
