package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the variables of a Makefile stand for, as far as they are plain assignments of the same file. */
final class MakeValues {

    private static final int LONGEST = 65_536;
    private static final int LARGEST = 8 * 1024 * 1024;
    private static final int DEEPEST = 50;

    /**
     * A value.
     *
     * @param text what is not known in it as it is written
     * @param unknown why something in it is not known
     */
    record Value(Text text, Optional<String> unknown) {}

    private record Key(String name, int before) {}

    private final Makefile file;
    private final Map<Key, Value> known = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private final Allowance made = new Allowance(LARGEST, "");

    MakeValues(Makefile file) {
        this.file = file;
    }

    Value of(Assignment assignment) {
        return assigned(assignment, Integer.MAX_VALUE);
    }

    private Value assigned(Assignment assignment, int before) {
        if (underWay.size() == DEEPEST || !underWay.add(assignment.name())) {
            var reason = "variables name each other in a circle, or too deep: " + assignment.name();
            return new Value(Text.EMPTY, Optional.of(reason));
        }
        try {
            var limit = assignment.isImmediate() ? Math.min(before, assignment.line()) : before;
            return new Filling(assignment.value(), limit).value();
        } finally {
            underWay.remove(assignment.name());
        }
    }

    private Value variable(Key key) {
        var before = known.get(key);
        if (before != null) {
            return before;
        }
        var value = assigned(file.variable(key.name(), key.before()), key.before());
        known.put(key, value);
        return value;
    }

    /** One value on its way; a dollar at a line's end takes the next line to it without a space, for no variable is named so. */
    private final class Filling {

        private final Text text;
        private final int before;
        private final List<Text> pieces = new ArrayList<>();
        private Optional<String> unknown = Optional.empty();

        Filling(Text text, int before) {
            this.text = text;
            this.before = before;
        }

        Value value() {
            var start = 0;
            for (var at = next(0); at >= 0; at = next(start)) {
                pieces.add(text.part(start, at));
                start = end(at);
                pieces.add(piece(text.part(at, start)));
            }
            pieces.add(text.from(start));
            var length = pieces.stream().mapToInt(Text::length).sum();
            if (length > LONGEST || !made.take(1 + length)) {
                return new Value(Text.EMPTY, Optional.of("its variables make too much text"));
            }
            return new Value(pieces.size() == 1 ? text : Text.join(pieces), unknown);
        }

        private int next(int from) {
            return text.chars().indexOf('$', from);
        }

        /** Where what begins with a dollar ends: {@code $$}, {@code $X}, {@code $(NAME)}, <code>${NAME}</code>. */
        private int end(int at) {
            var open = text.chars().startsWith("(", at + 1) ? ')' : text.chars().startsWith("{", at + 1) ? '}' : '\0';
            var end = open == '\0' ? at + 1 : text.chars().indexOf(open, at);
            return end < 0 ? text.length() : Math.min(end + 1, text.length());
        }

        private Text piece(Text written) {
            var chars = written.chars();
            if (chars.equals("$$")) {
                return written.from(1);
            }
            if (chars.equals("$ ")) {
                return Text.EMPTY;
            }
            var name = chars.length() > 2 ? chars.substring(2, chars.length() - 1) : chars.substring(1);
            try {
                if (name.isEmpty() || !name.chars().allMatch(Assignment::isNamePart)) {
                    throw new IllegalArgumentException(written.toString());
                }
                var value = variable(new Key(name, before));
                unknown = unknown.or(value::unknown);
                return value.text();
            } catch (IllegalArgumentException e) {
                unknown = unknown.or(() -> Optional.of(String.valueOf(e.getMessage())));
                return written;
            }
        }
    }
}
