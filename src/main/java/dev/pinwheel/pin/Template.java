package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compose's interpolation: {@code $X}, {@code ${X:-default}} and its kin, and {@code $$} for a dollar. */
final class Template {

    private static final int LARGEST = 8 * 1024 * 1024;
    private static final int DEEPEST = 50;
    private static final int MOST_FALLBACKS = 20;

    private final Map<String, Text> variables;
    private final Set<String> unusedFallbacks = new LinkedHashSet<>();
    private int made;

    /** Fills in these variables; of all texts together not more than some megabytes are made. */
    Template(Map<String, Text> variables) {
        this.variables = variables;
    }

    /**
     * The text with its variables filled in; those that are not set are empty.
     *
     * @throws IllegalArgumentException if Compose would refuse it
     */
    Text fill(Text text) {
        return text.chars().indexOf('$') < 0 ? text : new Filling(text).until('\0', 0);
    }

    /**
     * What the text would be where one of its variables were not set, for each that has a value and a
     * {@code :-} behind it.
     *
     * @throws IllegalArgumentException if Compose would refuse it
     */
    List<Text> fallbacks(Text text) {
        var whole = new Template(variables);
        whole.fill(text);
        return whole.unusedFallbacks.stream()
                .limit(MOST_FALLBACKS)
                .map(name -> without(name).fill(text))
                .toList();
    }

    private Template without(String name) {
        var others = new HashMap<>(variables);
        others.remove(name);
        return new Template(others);
    }

    /** One text on its way. */
    private final class Filling {

        private final Text text;
        private int at;

        Filling(Text text) {
            this.text = text;
        }

        Text until(char stop, int depth) {
            if (depth > DEEPEST) {
                throw new IllegalArgumentException("interpolation is nested more than " + DEEPEST + " deep");
            }
            var pieces = new ArrayList<Text>();
            var start = at;
            while (at < text.length() && (stop == '\0' || text.at(at) != stop)) {
                if (text.at(at) == '$') {
                    pieces.add(text.part(start, at));
                    pieces.add(dollar(depth));
                    start = at;
                } else {
                    at++;
                }
            }
            pieces.add(text.part(start, at));
            return joined(pieces);
        }

        private Text joined(List<Text> pieces) {
            for (var piece : pieces) {
                made += piece.length();
            }
            if (made > LARGEST) {
                throw new IllegalArgumentException("interpolation makes more than " + LARGEST + " bytes");
            }
            return Text.join(pieces);
        }

        private Text dollar(int depth) {
            at++;
            if (peek() == '$') {
                at++;
                return text.part(at - 1, at);
            }
            if (peek() != '{') {
                return value(name()).orElse(Text.EMPTY);
            }
            at++;
            var name = name();
            var modifier = modifier();
            var word = modifier.isEmpty() ? Text.EMPTY : until('}', depth + 1);
            if (peek() != '}') {
                throw invalid();
            }
            at++;
            return apply(name, modifier, word);
        }

        private Text apply(String name, String modifier, Text word) {
            var value = value(name);
            var given = modifier.startsWith(":") ? value.filter(set -> !set.isEmpty()) : value;
            return switch (modifier) {
                case "" -> value.orElse(Text.EMPTY);
                case ":-", "-" -> {
                    if (given.isPresent() && !word.isEmpty()) {
                        unusedFallbacks.add(name);
                    }
                    yield given.orElse(word);
                }
                case ":+", "+" -> given.isPresent() ? word : Text.EMPTY;
                default ->
                    given.orElseThrow(() -> new IllegalArgumentException(
                            name + " is required and not set" + (word.isEmpty() ? "" : ": " + word)));
            };
        }

        private String modifier() {
            var start = at;
            if (peek() == ':') {
                at++;
            }
            if (peek() == '-' || peek() == '+' || peek() == '?') {
                at++;
            } else if (at > start || peek() != '}') {
                throw invalid();
            }
            return text.part(start, at).chars();
        }

        private String name() {
            var start = at;
            while (isNamePart(peek(), at > start)) {
                at++;
            }
            if (at == start) {
                throw invalid();
            }
            return text.part(start, at).chars();
        }

        private IllegalArgumentException invalid() {
            return new IllegalArgumentException("invalid interpolation format in '" + text + "'; a dollar is $$");
        }

        private char peek() {
            return at < text.length() ? text.at(at) : '\0';
        }
    }

    /** The value of a variable, if it is set. */
    Optional<Text> value(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    private static boolean isNamePart(char c, boolean digitsToo) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (digitsToo && c >= '0' && c <= '9');
    }
}
