package dev.pinwheel.audit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows of CSV that a spreadsheet reads as text: a cell that it would take for a formula begins with an
 * apostrophe, also behind white space.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class Csv {

    private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private Csv() {}

    /** One record with its line break. */
    public static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        var safe = isFormula(text) ? "'" + text : text;
        return safe.chars().anyMatch(Csv::needsQuotes) ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    private static boolean isFormula(String text) {
        var first = text.codePoints()
                .filter(point -> !Character.isWhitespace(point) && !Character.isSpaceChar(point) && point >= ' ')
                .findFirst();
        return (first.isPresent() && FORMULA.indexOf(first.getAsInt()) >= 0)
                || (!text.isEmpty() && "\t\r\n".indexOf(text.charAt(0)) >= 0);
    }

    private static boolean needsQuotes(int character) {
        return character == ',' || character == '"' || character == ';' || character < ' ' || character == '\'';
    }
}
