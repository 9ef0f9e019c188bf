package dev.pinwheel.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** The words that a text falls into at white space that is neither quoted nor escaped. */
final class Words {

    private final List<Text> all = new ArrayList<>();
    private Text.Builder word = new Text.Builder();

    /** Adds to the word that is under way, white space and all. */
    void add(Text piece) {
        word.add(piece);
    }

    /** Adds what may hold several words. */
    void addSplit(Text piece) {
        var start = 0;
        for (var i = 0; i < piece.length(); ) {
            var space = Whitespace.at(piece.chars(), i);
            if (space > 0) {
                word.add(piece, start, i);
                end();
                start = i + space;
            }
            i += Math.max(1, space);
        }
        word.add(piece, start, piece.length());
    }

    List<Text> all() {
        end();
        return all;
    }

    private void end() {
        if (word.length() > 0) {
            all.add(word.text());
            word = new Text.Builder();
        }
    }
}
