package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the names in bake files stand for where nothing in the environment says otherwise. */
final class BakeValues {

    private static final int LONGEST = 65_536;
    private static final int LARGEST = 8 * 1024 * 1024;
    private static final int DEEPEST = 50;

    private final Map<String, Setting> variables;
    private final Map<String, Setting> evaluated = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private final Allowance made;

    /** With these variables, not yet evaluated. */
    BakeValues(Map<String, Setting> variables) {
        this(variables, new Allowance(LARGEST, ""));
    }

    private BakeValues(Map<String, Setting> variables, Allowance made) {
        this.variables = variables;
        this.made = made;
    }

    /** The same, and more names: those of a matrix. */
    BakeValues with(Map<String, Setting> more) {
        var all = new HashMap<>(variables);
        all.putAll(more);
        return new BakeValues(all, made);
    }

    /**
     * A value as a text, its variables filled in.
     *
     * @throws IllegalArgumentException if it is none, or if only bake can tell
     */
    Text text(Setting value) {
        return switch (value) {
            case Setting.Literal literal -> fill(literal.text());
            case Setting.Written written when BakeExpression.isNull(written) -> Text.EMPTY;
            case Setting.Written written -> plain(of(written));
            case Setting.Sequence sequence -> throw noText();
            case Setting.Mapping mapping -> throw noText();
        };
    }

    /** A value without variables; one that is a text is evaluated as a whole. */
    Setting of(Setting value) {
        return switch (value) {
            case Setting.Literal literal -> new Setting.Literal(fill(literal.text()));
            case Setting.Written written when BakeExpression.isNull(written) -> written;
            case Setting.Written written -> new BakeExpression(new HclCursor(written.expression()), this).whole();
            case Setting.Sequence sequence -> sequence;
            case Setting.Mapping mapping -> mapping;
        };
    }

    /** What is evaluated is not filled in again. */
    private static Text plain(Setting value) {
        return switch (value) {
            case Setting.Literal literal -> literal.text();
            case Setting.Written written -> Text.EMPTY;
            case Setting.Sequence sequence -> throw noText();
            case Setting.Mapping mapping -> throw noText();
        };
    }

    private static IllegalArgumentException noText() {
        return new IllegalArgumentException("a list or an object where there should be a text");
    }

    /** The value of a variable, or of a member of one: {@code item.version}. */
    Setting named(String path) {
        var names = List.of(path.split("\\.", -1));
        var value = variable(names.getFirst());
        for (var name : names.subList(1, names.size())) {
            var member = value instanceof Setting.Mapping mapping
                    ? Optional.ofNullable(mapping.members().get(name))
                    : Optional.<Setting>empty();
            value = of(member.orElseThrow(() -> new IllegalArgumentException("there is no " + path)));
        }
        return value;
    }

    private Setting variable(String name) {
        var known = evaluated.get(name);
        if (known != null) {
            return known;
        }
        var written = variables.get(name);
        if (written == null) {
            throw new IllegalArgumentException("there is no variable " + name);
        }
        if (underWay.size() == DEEPEST || !underWay.add(name)) {
            throw new IllegalArgumentException("variables name each other in a circle, or too deep: " + name);
        }
        try {
            var value = of(written);
            evaluated.put(name, value);
            return value;
        } finally {
            underWay.remove(name);
        }
    }

    private Text fill(Text text) {
        if (text.chars().indexOf('{') < 0) {
            return text;
        }
        var cursor = new HclCursor(text);
        var pieces = new ArrayList<Text>();
        var start = 0;
        while (!cursor.isAtEnd()) {
            if (cursor.isAt("$${") || cursor.isAt("%%{")) {
                pieces.add(text.part(start, cursor.at()));
                start = cursor.at() + 1;
                cursor.take(3);
            } else if (cursor.isAt("%{")) {
                throw new IllegalArgumentException("an expression that only bake can evaluate: %{…}");
            } else if (cursor.isAt("${")) {
                pieces.add(text.part(start, cursor.at()));
                cursor.take(2);
                pieces.add(plain(new BakeExpression(cursor, this).choice()));
                cursor.skip();
                cursor.expect('}');
                start = cursor.at();
            } else {
                cursor.take();
            }
        }
        pieces.add(text.from(start));
        return joined(pieces);
    }

    private Text joined(List<Text> pieces) {
        var length = pieces.stream().mapToInt(Text::length).sum();
        if (length > LONGEST || !made.take(length)) {
            throw new IllegalArgumentException(
                    "variables make more than " + LONGEST + " bytes of one text, or " + LARGEST + " of all");
        }
        return Text.join(pieces);
    }
}
