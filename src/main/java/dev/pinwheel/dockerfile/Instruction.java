package dev.pinwheel.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One instruction as it is written.
 *
 * @param keyword in lower case
 * @param flags the flags, unquoted, each with its {@code --}
 * @param arguments what follows the flags, continuation lines joined
 */
record Instruction(String keyword, List<Text> flags, Text arguments, Setting setting) {

    /**
     * Where an instruction stands.
     *
     * @param line where it begins, counted from 1
     * @param comments the comment lines above it, without their {@code #}
     * @param escape the file's escape character
     */
    record Setting(int line, List<String> comments, char escape) {

        Setting {
            comments = List.copyOf(comments);
        }
    }

    Instruction {
        flags = List.copyOf(flags);
    }

    int line() {
        return setting.line();
    }

    static Instruction parse(Text line, Setting setting) {
        var text = line.trimmed();
        var end = 0;
        while (end < text.length() && !Whitespace.separates(text.at(end))) {
            end++;
        }
        var keyword = text.part(0, end).chars().toLowerCase(Locale.ROOT);
        while (end < text.length() && Whitespace.separates(text.at(end))) {
            end++;
        }
        var flags = new FlagWords(text.from(end), setting.escape());
        return new Instruction(keyword, flags.words(), flags.rest().trimmed(), setting);
    }

    /** The instruction that an ONBUILD keeps for later; absent if there is none. */
    Optional<Instruction> trigger() {
        return arguments.isEmpty() ? Optional.empty() : Optional.of(parse(arguments, setting));
    }

    /** The arguments, split at white space. */
    List<Text> words() {
        var words = new ArrayList<Text>();
        var start = 0;
        for (var i = 0; i <= arguments.length(); i++) {
            if (i == arguments.length() || Whitespace.separates(arguments.at(i))) {
                if (i > start) {
                    words.add(arguments.part(start, i));
                }
                start = i + 1;
            }
        }
        return words;
    }

    /** The arguments, split at white space that is neither quoted nor escaped; quotes and escapes stay. */
    List<Text> quotedWords() {
        var words = new ArrayList<Text>();
        for (var at = 0; at < arguments.length(); ) {
            var space = Whitespace.at(arguments.chars(), at);
            if (space > 0) {
                at += space;
                continue;
            }
            var end = endOfWord(at);
            var endsEscaped = end > arguments.length();
            if (at < end - (endsEscaped ? 2 : 0)) {
                words.add(arguments.part(at, endsEscaped ? arguments.length() - 1 : end));
            }
            at = Math.min(end, arguments.length());
        }
        return words;
    }

    /** Where the word ends; past the end of the text if an escape is all that is last. */
    private int endOfWord(int start) {
        var quote = '\0';
        var at = start;
        while (at < arguments.length() && (quote != '\0' || Whitespace.at(arguments.chars(), at) == 0)) {
            var c = arguments.at(at);
            if (c == setting.escape() && quote != '\'') {
                at += 2;
                continue;
            }
            if (quote == '\0' && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = '\0';
            }
            at++;
        }
        return at;
    }
}
