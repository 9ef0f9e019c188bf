package dev.pinwheel.audit;

/** Text as it stands in an HTML page, whatever it holds. */
public final class Html {

    private Html() {}

    /** The text with what HTML gives a meaning escaped, and what a reader cannot see shown as a question mark. */
    public static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> append(point, escaped));
        return escaped.toString();
    }

    private static void append(int point, StringBuilder escaped) {
        switch (point) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            case '\n', '\t' -> escaped.append(' ');
            default -> {
                var hidden = Character.isISOControl(point) || Character.getType(point) == Character.FORMAT;
                escaped.appendCodePoint(hidden ? '?' : point);
            }
        }
    }
}
