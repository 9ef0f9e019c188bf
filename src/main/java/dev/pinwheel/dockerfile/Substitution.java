package dev.pinwheel.dockerfile;

import java.util.Optional;

/**
 * What stands in {@code ${…}} besides a name, once its own words are expanded.
 *
 * @param modifier the modifier as it is written, such as {@code :-} or {@code //}
 * @param word what follows the modifier; of a replacement the pattern
 * @param replacement of a replacement, what to put in the pattern's place
 */
record Substitution(String name, String modifier, Text word, Text replacement) {

    Text apply(Optional<Text> value) throws RejectedException {
        return switch (modifier) {
            case "-" -> value.orElse(word);
            case ":-" -> value.filter(set -> !set.isEmpty()).orElse(word);
            case "+" -> value.isPresent() ? word : Text.EMPTY;
            case ":+" -> value.filter(set -> !set.isEmpty()).isPresent() ? word : Text.EMPTY;
            case "?" -> value.orElseThrow(() -> missing("is not allowed to be unset"));
            case ":?" -> required(value);
            case "#", "%" -> trimmed(value.orElse(Text.EMPTY));
            case "/" -> replacedOnce(value.orElse(Text.EMPTY));
            case "//" -> replacedAll(value.orElse(Text.EMPTY));
            default -> throw new RejectedException("unsupported modifier (" + modifier + ") in substitution");
        };
    }

    private Text required(Optional<Text> value) throws RejectedException {
        var set = value.orElseThrow(() -> missing("is not allowed to be unset"));
        if (set.isEmpty()) {
            throw missing("is not allowed to be empty");
        }
        return set;
    }

    private RejectedException missing(String why) {
        return new RejectedException(name + ": " + (word.isEmpty() ? why : word.toString()));
    }

    /** A doubled modifier takes the longest match, a single one the shortest. */
    private Text trimmed(Text value) throws RejectedException {
        var longest = !word.isEmpty() && word.at(0) == modifier.charAt(0);
        var pattern = Glob.parse(longest ? word.from(1) : word);
        var runes = Runes.of(value.chars());
        pattern.checkEffort(runes.count(), 1);
        if (modifier.equals("#")) {
            var end = pattern.end(runes.points(), 0, longest);
            return end == Glob.NONE ? value : value.from(runes.start(end));
        }
        var end = pattern.reversed().end(Glob.reversed(runes.points()), 0, longest);
        return end == Glob.NONE ? value : value.part(0, runes.start(runes.count() - end));
    }

    private Text replacedOnce(Text value) throws RejectedException {
        var pattern = Glob.parse(word);
        var runes = Runes.of(value.chars());
        pattern.checkEffort(runes.count(), runes.count() + 1);
        for (var start = 0; start <= runes.count(); start++) {
            var end = pattern.end(runes.points(), start, true);
            if (end != Glob.NONE) {
                return new Text.Builder()
                        .add(value, 0, runes.start(start))
                        .add(replacement)
                        .add(value, runes.start(end), value.length())
                        .text();
            }
        }
        return value;
    }

    /** Replaces every match; an empty one just after another match does not count. */
    private Text replacedAll(Text value) throws RejectedException {
        if (replacement.chars().indexOf('$') >= 0) {
            throw new RejectedException("a '$' in the replacement of ${" + name + "//…} is not read by Pinwheel");
        }
        var pattern = Glob.parse(word);
        var runes = Runes.of(value.chars());
        pattern.checkEffort(runes.count(), runes.count() + 1);
        var result = new Text.Builder();
        var copied = 0;
        for (var start = 0; start <= runes.count(); ) {
            var end = pattern.end(runes.points(), start, true);
            if (end > copied || (end == start && (start == 0 || start > copied))) {
                result.add(value, runes.start(copied), runes.start(start)).add(replacement);
                copied = end;
            }
            start = Math.max(end, start + 1);
        }
        return result.add(value, runes.start(copied), value.length()).text();
    }
}
