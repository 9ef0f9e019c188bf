package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/**
 * How a kind of file puts a variable into a text, as far as that is known before anything runs.
 *
 * @param prefix what stands before the name of a variable that is known
 */
record Expression(String open, String close, String prefix) {

    /** {@code ${{ env.X }}} in GitHub's workflows. */
    static final Expression OF_WORKFLOWS = new Expression("${{", "}}", "env.");

    private static final int LONGEST = 65_536;

    /** The text with its expressions filled in; absent if one of them is not known before a run. */
    Optional<Text> fill(Text text, Map<String, Text> variables) {
        var pieces = new ArrayList<Text>();
        var length = 0;
        var start = 0;
        for (var at = text.chars().indexOf(open); at >= 0; at = text.chars().indexOf(open, start)) {
            var end = text.chars().indexOf(close, at);
            var value = end < 0 ? Optional.<Text>empty() : value(text.part(at + open.length(), end), variables);
            if (value.isEmpty() || length + value.get().length() > LONGEST) {
                return Optional.empty();
            }
            length += value.get().length();
            pieces.add(text.part(start, at));
            pieces.add(value.get());
            start = end + close.length();
        }
        pieces.add(text.from(start));
        return Optional.of(start == 0 ? text : Text.join(pieces));
    }

    private Optional<Text> value(Text expression, Map<String, Text> variables) {
        var name = expression.trimmed().chars();
        return name.startsWith(prefix)
                ? Optional.ofNullable(variables.get(name.substring(prefix.length())))
                : Optional.empty();
    }
}
