package dev.pinwheel.proposal;

/** Prose in lines of at most 72 characters, as commit messages have it. */
final class Wrapped {

    private static final int WIDTH = 72;

    private Wrapped() {}

    static String at72(String prose) {
        var text = new StringBuilder();
        var column = 0;
        for (var word : prose.split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                text.append('\n');
                column = 0;
            }
            if (column > 0) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        return text.toString();
    }
}
