package dev.pinwheel.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One line of a policy.
 *
 * @see <a href="https://c2sp.org/tlog-policy">C2SP tlog-policy</a>
 */
public sealed interface PolicyLine {

    /** A line that only people read; it may be empty. */
    record Comment(String text) implements PolicyLine {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A log whose checkpoints are accepted. */
    record Log(VerifierKey key, Optional<String> url) implements PolicyLine {
        @Override
        public String toString() {
            return "log " + key + suffix(url);
        }
    }

    /**
     * A witness.
     *
     * @param name what this policy calls it
     * @param url its submission prefix: where checkpoints are shown to it
     */
    record Witness(String name, CosignerKey key, Optional<String> url) implements PolicyLine {
        @Override
        public String toString() {
            return "witness " + name + " " + key + suffix(url);
        }
    }

    /**
     * Witnesses and groups that count as one if enough of them cosigned.
     *
     * @param threshold how many are enough: {@code any}, {@code all} or a number
     */
    record Group(String name, String threshold, List<String> members) implements PolicyLine {

        public Group {
            members = List.copyOf(members);
            if (members.isEmpty()) {
                throw new IllegalArgumentException("group " + name + " has no members");
            }
            var needed = needed(threshold, members.size());
            if (needed < 1 || needed > members.size()) {
                throw new IllegalArgumentException(
                        "group " + name + " of " + members.size() + " cannot need " + threshold);
            }
        }

        private static long needed(String threshold, int members) {
            return switch (threshold) {
                case "any" -> 1;
                case "all" -> members;
                default -> Decimal.parse(threshold);
            };
        }

        /** How many of the members must have cosigned. */
        long needed() {
            return needed(threshold, members.size());
        }

        @Override
        public String toString() {
            return "group " + name + " " + threshold + " " + String.join(" ", members);
        }
    }

    /** Who must have cosigned: a witness, a group, or {@link #NONE}. */
    record Quorum(String name) implements PolicyLine {

        /** The name of no witness, who has always cosigned. */
        static final String NONE = "none";

        @Override
        public String toString() {
            return "quorum " + name;
        }
    }

    private static String suffix(Optional<String> url) {
        return url.map(" "::concat).orElse("");
    }

    /** Reads a line without its newline. */
    static PolicyLine parse(String line) {
        if (line.chars().anyMatch(character -> (character < ' ' && character != '\t') || character == 0x7f)) {
            throw new IllegalArgumentException("it has a control character");
        }
        var bare = line.replaceFirst("^[ \t]+", "");
        if (bare.isEmpty() || bare.startsWith("#")) {
            return new Comment(bare);
        }
        var words = Arrays.asList(bare.split("[ \t]+"));
        return switch (words.getFirst()) {
            case "log" -> new Log(VerifierKey.parse(word(words, 1, 3)), optional(words, 2));
            case "witness" -> new Witness(word(words, 1, 4), CosignerKey.parse(word(words, 2, 4)), optional(words, 3));
            case "group" ->
                new Group(
                        word(words, 1, Integer.MAX_VALUE),
                        word(words, 2, Integer.MAX_VALUE),
                        words.subList(3, words.size()));
            case "quorum" -> new Quorum(word(words, 1, 2));
            default ->
                throw new IllegalArgumentException(
                        "a line begins with log, witness, group, quorum or #, not '" + words.getFirst() + "'");
        };
    }

    /** The word at this place of a line that has at most so many. */
    private static String word(List<String> words, int place, int most) {
        if (place >= words.size() || words.size() > most) {
            throw new IllegalArgumentException("'" + words.getFirst() + "' has " + (words.size() - 1)
                    + " words after it; write: log VKEY [URL], witness NAME VKEY [URL],"
                    + " group NAME any|all|K MEMBER..., quorum NAME");
        }
        return words.get(place);
    }

    private static Optional<String> optional(List<String> words, int place) {
        return place < words.size() ? Optional.of(words.get(place)) : Optional.empty();
    }
}
