package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.Html;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A cell of the report as HTML, whose long words can be broken, so that a wide table fits on paper. */
final class Cell {

    /** How long a word is that is never broken. */
    private static final int SHORT = 12;

    /** As the date within a time. */
    private static final int PIECE = 10;

    private static final String MAY_BREAK = "<wbr>";

    private Cell() {}

    static String html(String text) {
        return Arrays.stream(text.split(" ", -1)).map(Cell::word).collect(Collectors.joining(" "));
    }

    private static String word(String word) {
        if (word.length() <= SHORT) {
            return Html.escape(word);
        }
        var html = new StringBuilder();
        var piece = new StringBuilder();
        word.codePoints().forEach(point -> {
            piece.appendCodePoint(point);
            if (point == '/' || piece.length() >= PIECE) {
                html.append(Html.escape(piece.toString())).append(MAY_BREAK);
                piece.setLength(0);
            }
        });
        return html.append(Html.escape(piece.toString())).toString();
    }
}
