package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * A line that gives a name a value: {@code X=value}, {@code export X="value"}, {@code X ?= value}.
 *
 * @param line counted from 1
 */
record Assignment(String name, Text value, int line) {

    private static final String EXPORT = "export ";

    /** The assignments of a file, in order; lines that are none do not count. */
    static List<Assignment> in(Text file) {
        var assignments = new ArrayList<Assignment>();
        var number = 1;
        for (var start = 0; start < file.length(); number++) {
            var newline = file.chars().indexOf('\n', start);
            var end = newline < 0 ? file.length() : newline;
            parse(file.part(start, end).trimmed(), number, assignments);
            start = end + 1;
        }
        return assignments;
    }

    /** Whether the value stands in single quotes in the file that it is of. */
    boolean isLiteralIn(Text file) {
        return value.spans().stream().anyMatch(span -> span.start() > 0 && file.at(span.start() - 1) == '\'');
    }

    private static void parse(Text written, int number, List<Assignment> assignments) {
        var line = written.chars().startsWith(EXPORT)
                ? written.from(EXPORT.length()).trimmed()
                : written;
        var equals = line.chars().indexOf('=');
        if (equals <= 0 || line.at(0) == '#') {
            return;
        }
        var nameEnd = equals;
        while (nameEnd > 0 && "?:+!".indexOf(line.at(nameEnd - 1)) >= 0) {
            nameEnd--;
        }
        var name = line.part(0, nameEnd).trimmed().chars();
        if (!name.isEmpty() && name.chars().allMatch(Assignment::isNamePart)) {
            assignments.add(new Assignment(name, value(line.from(equals + 1).trimmed()), number));
        }
    }

    private static boolean isNamePart(int c) {
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
