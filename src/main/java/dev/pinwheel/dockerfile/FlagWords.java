package dev.pinwheel.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** The words that begin with {@code --} before an instruction's arguments. */
final class FlagWords {

    private final Text text;
    private final char escape;
    private final List<Text> words = new ArrayList<>();
    private int at;

    FlagWords(Text text, char escape) {
        this.text = text;
        this.escape = escape;
        read();
    }

    /** The flags, quotes and escapes taken off. */
    List<Text> words() {
        return words;
    }

    Text rest() {
        return text.from(Math.min(at, text.length()));
    }

    private void read() {
        skipSpace();
        while (text.chars().startsWith("--", at)) {
            var start = at;
            var word = word();
            if (word.chars().equals("--")) {
                return;
            }
            if (at > start && !(word.isEmpty() && at == text.length())) {
                words.add(word);
            }
            skipSpace();
        }
    }

    private void skipSpace() {
        while (at < text.length() && Whitespace.isByte(text.at(at))) {
            at++;
        }
    }

    private Text word() {
        var word = new Text.Builder();
        var quote = '\0';
        for (; at < text.length() && (quote != '\0' || !Whitespace.isByte(text.at(at))); at++) {
            var c = text.at(at);
            if (quote == '\0' && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = '\0';
            } else if (c == escape) {
                at++;
                if (at < text.length()) {
                    word.add(text, at, at + 1);
                }
            } else {
                word.add(text, at, at + 1);
            }
        }
        return word.text();
    }
}
