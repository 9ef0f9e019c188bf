package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * GitHub's {@code ${{ env.X }}}, as far as it is known before anything runs.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/expressions">Expressions</a>
 */
final class Expression {

    private static final String OPEN = "${{";
    private static final String CLOSE = "}}";
    private static final Pattern STRING = Pattern.compile("'(?:[^']++|'')*+'");
    private static final int LONGEST = 65_536;

    private Expression() {}

    /**
     * The text with its expressions filled in; absent if one of them is not known before a run.
     *
     * @param variables by their names with the context in front: {@code env.X}
     */
    static Optional<Text> fill(Text text, Map<String, Text> variables) {
        var pieces = new ArrayList<Text>();
        var length = 0;
        var start = 0;
        for (var at = text.chars().indexOf(OPEN); at >= 0; at = text.chars().indexOf(OPEN, start)) {
            var end = text.chars().indexOf(CLOSE, at);
            var value = end < 0 ? Optional.<Text>empty() : value(text.part(at + OPEN.length(), end), variables);
            if (value.isEmpty() || length + value.get().length() > LONGEST) {
                return Optional.empty();
            }
            length += value.get().length();
            pieces.add(text.part(start, at));
            pieces.add(value.get());
            start = end + CLOSE.length();
        }
        pieces.add(text.from(start));
        return Optional.of(start == 0 ? text : Text.join(pieces));
    }

    /** A variable, or a string, in which a quote is written twice. */
    private static Optional<Text> value(Text expression, Map<String, Text> variables) {
        var trimmed = expression.trimmed();
        var isString = STRING.matcher(trimmed.chars()).matches();
        if (!isString) {
            return Optional.ofNullable(variables.get(trimmed.chars()));
        }
        var inside = trimmed.part(1, trimmed.length() - 1);
        return Optional.of(
                inside.chars().indexOf('\'') < 0
                        ? inside
                        : Text.unwritten(inside.toString().replace("''", "'")));
    }
}
