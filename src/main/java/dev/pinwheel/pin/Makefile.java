package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The assignments of a Makefile.
 *
 * @see <a href="https://www.gnu.org/software/make/manual/html_node/Setting.html">Setting variables</a>
 */
final class Makefile {

    private static final List<String> BEGINS = List.of("ifeq", "ifneq", "ifdef", "define");
    private static final List<String> ENDS = List.of("endif", "endef");

    private final List<Assignment> assignments = new ArrayList<>();
    private final Map<String, Assignment> plain = new HashMap<>();
    private final Map<String, String> unknown = new HashMap<>();

    Makefile(Text file) {
        var depth = 0;
        for (var each : MakeLine.in(file)) {
            var line = withoutComment(each.text());
            var word = line.chars().split("[\\s(]", 2)[0];
            depth += BEGINS.contains(word) || (word.equals("ifndef") && depth > 0) ? 1 : 0;
            depth -= ENDS.contains(word) && depth > 0 ? 1 : 0;
            var isAlways = depth == 0;
            var number = each.number();
            Assignment.parse(line, number)
                    .ifPresentOrElse(assignment -> add(assignment, isAlways), () -> forTarget(line, number)
                            .ifPresent(assignment -> add(assignment, false)));
        }
    }

    private static Text withoutComment(Text line) {
        var at = line.chars().indexOf('#');
        return at < 0 ? line : line.part(0, at).trimmed();
    }

    /** {@code target: X = value}. */
    private static Optional<Assignment> forTarget(Text line, int number) {
        var colon = line.chars().indexOf(": ");
        return colon < 0
                ? Optional.empty()
                : Assignment.parse(line.from(colon + 1).trimmed(), number);
    }

    private void add(Assignment assignment, boolean isAlways) {
        assignments.add(assignment);
        var name = assignment.name();
        if (plain.containsKey(name) || unknown.containsKey(name)) {
            plain.remove(name);
            unknown.put(name, "is assigned more than once");
        } else if (!isAlways) {
            unknown.put(name, "is assigned only in some cases");
        } else if (assignment.operator().equals("!")) {
            unknown.put(name, "is what a command says");
        } else {
            plain.put(name, assignment);
        }
    }

    List<Assignment> assignments() {
        return assignments;
    }

    /**
     * What assigns to a variable, if nothing else does.
     *
     * @param before the line that it must stand before
     * @throws IllegalArgumentException if it is not known before make runs what the variable is
     */
    Assignment variable(String name, int before) {
        var found = Optional.ofNullable(plain.get(name));
        if (found.isEmpty()) {
            throw new IllegalArgumentException(name + " " + unknown.getOrDefault(name, "is not assigned here"));
        }
        return found.filter(assignment -> assignment.line() < before)
                .orElseThrow(() -> new IllegalArgumentException(name + " is assigned only later"));
    }
}
