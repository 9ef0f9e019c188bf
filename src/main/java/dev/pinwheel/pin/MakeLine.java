package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a Makefile as make puts it together: a backslash at the end of one takes the next to it, with a
 * space in the place of both and of the white space around them.
 *
 * @param text without the white space around it
 * @param number that of the first line that it is made of, counted from 1
 * @see <a href="https://www.gnu.org/software/make/manual/html_node/Splitting-Lines.html">Splitting long lines</a>
 */
record MakeLine(Text text, int number) {

    private static final Text SPACE = Text.unwritten(" ");

    /** The lines of a file, in order. */
    static List<MakeLine> in(Text file) {
        var lines = new ArrayList<MakeLine>();
        var pieces = new ArrayList<Text>();
        var first = 1;
        for (var written : Assignment.lines(file)) {
            var isContinued = isContinued(written);
            pieces.add((isContinued ? written.part(0, written.length() - 1) : written).trimmed());
            if (!isContinued) {
                lines.add(new MakeLine(joined(pieces), first));
                first += pieces.size();
                pieces.clear();
            }
        }
        if (!pieces.isEmpty()) {
            lines.add(new MakeLine(joined(pieces), first));
        }
        return lines;
    }

    /** Two backslashes are one that takes nothing to it. */
    private static boolean isContinued(Text line) {
        var end = line.length();
        while (end > 0 && line.at(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1;
    }

    private static Text joined(List<Text> pieces) {
        if (pieces.size() == 1) {
            return pieces.getFirst();
        }
        var parts = new ArrayList<Text>();
        for (var piece : pieces) {
            parts.add(piece);
            parts.add(SPACE);
        }
        return Text.join(parts).trimmed();
    }
}
